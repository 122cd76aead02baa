/** Other engines on the same measurement, each a program of its own that is run as a child process and prints what it measured. */
@NullMarked
package io.dormouse.bench.peer;

import org.jspecify.annotations.NullMarked;
