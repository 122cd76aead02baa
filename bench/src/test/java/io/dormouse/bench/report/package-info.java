/** What peers may answer, and processes that play them. */
@NullMarked
package io.dormouse.bench.report;

import org.jspecify.annotations.NullMarked;
