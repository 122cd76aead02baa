package io.dormouse.postgres;

import java.util.Map;

/** What a server is told whose data are meant to last. */
final class Settings {
    /**
     * It keeps what it has acknowledged: Postgres' defaults, here ours to rely on. Rows of workflows that run are rewritten all the time, so
     * it looks for old versions every ten seconds instead of once a minute: their space is used again before the tables grow by it.
     */
    static final Map<String, String> LASTING =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on", "autovacuum_naptime", "10s");

    private Settings() {}
}
