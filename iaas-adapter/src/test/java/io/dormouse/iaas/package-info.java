/** The adapter over the bus, against the sandbox's cloud, on a real Postgres. */
@NullMarked
package io.dormouse.iaas;

import org.jspecify.annotations.NullMarked;
