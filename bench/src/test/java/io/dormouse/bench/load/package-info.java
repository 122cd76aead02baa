/** Clients against servers that answer well, badly and in pieces. */
@NullMarked
package io.dormouse.bench.load;

import org.jspecify.annotations.NullMarked;
