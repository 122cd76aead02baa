/** How a measurement is told, to people and to programs. */
@NullMarked
package io.dormouse.bench.report;

import org.jspecify.annotations.NullMarked;
