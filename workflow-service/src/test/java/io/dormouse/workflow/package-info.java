/** The workflow service with a real Postgres and fake services on the bus. */
@NullMarked
package io.dormouse.workflow;

import org.jspecify.annotations.NullMarked;
