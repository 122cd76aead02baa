/** What workflows cost that wait in memory, and how fast they go on. */
@NullMarked
package io.dormouse.bench.warm;

import org.jspecify.annotations.NullMarked;
