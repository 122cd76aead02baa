package io.dormouse.workflow.store;

import io.dormouse.host.Database;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.Map;

/** The pools of the workflow service: one for what people and workflows ask, one for what keeps the node alive. */
public final class Pools {
    /** A node that froze while it took or gave partitions must not keep others from taking them. */
    private static final Map<String, String> BRIEF =
            Map.of("idle_in_transaction_session_timeout", "1500", "lock_timeout", "3s");

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    private Pools() {}

    /**
     * Whatever is asked of tables that grow has an index, and none of them is ever read whole. A plan that was made while the tables were small, or before
     * Postgres has looked at what they hold, would read them whole for ever.
     */
    private static final Map<String, String> BY_INDEX = Map.of("enable_seqscan", "off", "jit", "off");

    /** A pool of at most so many connections; the caller closes it. */
    public static Pool open(Vertx vertx, Database database, int size) {
        return database.pool(vertx, size, BY_INDEX);
    }

    /** A pool for heartbeat and ownership, whose questions are short. */
    public static Pool vital(Vertx vertx, Database database, int size) {
        return database.pool(vertx, size, BRIEF, LONGEST_SILENCE);
    }
}
