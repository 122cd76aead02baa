package io.dormouse.bench.restate;

import java.util.Map;

/** How the server is set, as environment variables; all others are its defaults. docs/performance.md has what they gave. */
final class Settings {
    /**
     * An acknowledged step survives a crash of the machine. That is the default (RocksDB's log of the log server is synced), and
     * is said aloud, so that another default in another release does not measure something else.
     */
    private static final Map<String, String> DURABLE = Map.of(
            "RESTATE_LOG_SERVER__ROCKSDB_DISABLE_WAL_FSYNC", "false",
            "RESTATE_BIFROST__LOCAL__ROCKSDB_DISABLE_WAL_FSYNC", "false");

    /** Every partition has a log of its own: with four instead of 24, more appends share a sync. */
    private static final Map<String, String> FAST = Map.of("RESTATE_DEFAULT_NUM_PARTITIONS", "4");

    private static final Map<String, String> QUIET = Map.of(
            "RESTATE_DISABLE_TELEMETRY", "true",
            "RESTATE_ADMIN__DISABLE_WEB_UI", "true",
            "RESTATE_LISTEN_MODE", "tcp",
            "RESTATE_NODE_NAME", "bench",
            "RESTATE_LOG_FILTER", "warn");

    private Settings() {}

    static void addTo(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("RESTATE_"));
        environment.putAll(DURABLE);
        environment.putAll(FAST);
        environment.putAll(QUIET);
    }
}
