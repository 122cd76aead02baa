/**
 * The suite as real processes on links that are cut, killed at random, and judged by what was promised to its clients.
 * Nothing of the suite is imported: it is met as a client meets it.
 */
@NullMarked
package io.dormouse.chaos;

import org.jspecify.annotations.NullMarked;
