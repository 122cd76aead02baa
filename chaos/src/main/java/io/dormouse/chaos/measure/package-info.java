/** Figures that are not yes or no: how long a take-over takes, what a split costs, how far more nodes carry. */
@NullMarked
package io.dormouse.chaos.measure;

import org.jspecify.annotations.NullMarked;
