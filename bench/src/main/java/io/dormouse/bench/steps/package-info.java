/** Durable local steps, many at once and one at a time, beside peers and what Postgres takes without an engine. */
@NullMarked
package io.dormouse.bench.steps;

import org.jspecify.annotations.NullMarked;
