/**
 * Wiring: all services in one JVM above an embedded Postgres. Imports everything; nothing imports it. What {@code ./dormouse up}
 * runs is {@link Main}.
 */
@NullMarked
package io.dormouse.standalone;

import org.jspecify.annotations.NullMarked;
