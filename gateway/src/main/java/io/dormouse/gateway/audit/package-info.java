/** Who asked for which change: one durable row for each, written before the change is passed on. */
@NullMarked
package io.dormouse.gateway.audit;

import org.jspecify.annotations.NullMarked;
