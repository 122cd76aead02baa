/** Measurements, each with its limit and its alternatives beside it in one run: ratios travel, times do not. */
@NullMarked
package io.dormouse.bench;

import org.jspecify.annotations.NullMarked;
