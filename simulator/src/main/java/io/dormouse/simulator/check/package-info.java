/** What must hold whatever happened, and what was counted on the way. */
@NullMarked
package io.dormouse.simulator.check;

import org.jspecify.annotations.NullMarked;
