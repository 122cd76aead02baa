/**
 * A Postgres below one JVM: its binaries, its data directory, its life. {@link EmbeddedPostgres} keeps data for years,
 * {@link EmbeddedDatabase} for one run of tests. Knows nothing of Vert.x or of what is stored.
 */
@NullMarked
package io.dormouse.postgres;

import org.jspecify.annotations.NullMarked;
