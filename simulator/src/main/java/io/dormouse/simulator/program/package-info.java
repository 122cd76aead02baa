/** Workflows that chance writes, and the one class that runs them. */
@NullMarked
package io.dormouse.simulator.program;

import org.jspecify.annotations.NullMarked;
