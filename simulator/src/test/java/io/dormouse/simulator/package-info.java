/** The worlds that every build runs, and the proof that they see what goes wrong. */
@NullMarked
package io.dormouse.simulator;

import org.jspecify.annotations.NullMarked;
