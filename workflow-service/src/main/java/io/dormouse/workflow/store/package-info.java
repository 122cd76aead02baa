/** The engine's store on Postgres: flushes, reads, events. */
@NullMarked
package io.dormouse.workflow.store;

import org.jspecify.annotations.NullMarked;
