/** What it costs to read sleepers from the memory of the cluster and from Postgres. */
@NullMarked
package io.dormouse.bench.sleepers;

import org.jspecify.annotations.NullMarked;
