/** How late timers are. */
@NullMarked
package io.dormouse.bench.timers;

import org.jspecify.annotations.NullMarked;
