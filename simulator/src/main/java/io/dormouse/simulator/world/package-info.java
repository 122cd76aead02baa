/** Time, chance and threads of a simulated world: one thread, one queue, one seed. */
@NullMarked
package io.dormouse.simulator.world;

import org.jspecify.annotations.NullMarked;
