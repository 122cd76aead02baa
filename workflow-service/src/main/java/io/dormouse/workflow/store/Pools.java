package io.dormouse.workflow.store;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The pools of the workflow service: one for what is looked up by key, one for lists and sweeps, whose plans depend on what is asked for,
 * and one for what keeps the node alive.
 */
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

    /**
     * One plan for all times, since for a key there is one way: else Postgres makes a plan for every question, because
     * it cannot know how many keys there will be, and that costs as much as the answer. A bitmap is no way to keys: it reads a whole journal
     * before it gives the latest entry.
     */
    static final Map<String, String> BY_KEY = byKey();

    private static Map<String, String> byKey() {
        Map<String, String> settings = new HashMap<>(Database.BY_KEY);
        settings.put("plan_cache_mode", "force_generic_plan");
        settings.put("enable_bitmapscan", "off");
        return Map.copyOf(settings);
    }

    /**
     * Those that people and workflows ask through.
     *
     * @param byKey for what is looked up by key, however many keys
     * @param lists for lists and sweeps
     */
    public record Open(Pool byKey, Pool lists) {
        /** Closes both. */
        public Future<Void> close() {
            return Future.join(byKey.close(), lists.close()).mapEmpty();
        }
    }

    /** Pools of at most so many connections each; the caller closes them. */
    public static Open open(Vertx vertx, Database database, int byKey, int lists) {
        return new Open(byKey(vertx, database, byKey), lists(vertx, database, lists));
    }

    static Pool byKey(Vertx vertx, Database database, int size) {
        return database.pool(vertx, size, BY_KEY);
    }

    static Pool lists(Vertx vertx, Database database, int size) {
        return database.pool(vertx, size, BY_INDEX);
    }

    /** A pool for heartbeat and ownership, whose questions are short. */
    public static Pool vital(Vertx vertx, Database database, int size) {
        return database.pool(vertx, size, BRIEF, LONGEST_SILENCE);
    }
}
