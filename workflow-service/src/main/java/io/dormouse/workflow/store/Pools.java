package io.dormouse.workflow.store;

import io.dormouse.host.Database;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;

/**
 * Pools that get over a Postgres which has vanished without a word: a connection that is silent for a while is closed, whether a
 * question is under way or not, so that the pool is not full of the dead when Postgres can be reached again.
 */
public final class Pools {
    /** Longer than any question may take. */
    private static final int LONGEST_SILENCE_SECONDS = (int) Queries.PATIENCE_SECONDS + 5;

    private Pools() {}

    /** A pool of at most so many connections; the caller closes it. */
    public static Pool open(Vertx vertx, Database database, int size) {
        return open(vertx, database, size, LONGEST_SILENCE_SECONDS);
    }

    static Pool open(Vertx vertx, Database database, int size, int longestSilenceSeconds) {
        return PgBuilder.pool()
                .connectingTo(database.connectOptions())
                .with(new PoolOptions().setMaxSize(size))
                .with(new NetClientOptions().setReadIdleTimeout(longestSilenceSeconds))
                .using(vertx)
                .build();
    }
}
