/** The bench's song search on a servlet container whose workers block: a program of its own, for its library. */
@NullMarked
package io.dormouse.bench.servlet;

import org.jspecify.annotations.NullMarked;
