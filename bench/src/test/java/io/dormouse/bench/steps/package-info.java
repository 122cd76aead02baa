/** What peers may answer, and processes that play them. */
@NullMarked
package io.dormouse.bench.steps;

import org.jspecify.annotations.NullMarked;
