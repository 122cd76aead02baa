/** How long it takes until everything runs again after a process was killed. */
@NullMarked
package io.dormouse.bench.recover;

import org.jspecify.annotations.NullMarked;
