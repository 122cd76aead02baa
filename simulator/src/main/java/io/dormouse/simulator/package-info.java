/**
 * Dormouse in a world of our own: several nodes of the engine over a database, a bus and a clock that a seed decides about, and
 * checks of what must hold whatever happens.
 */
@NullMarked
package io.dormouse.simulator;

import org.jspecify.annotations.NullMarked;
