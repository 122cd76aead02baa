package io.dormouse.postgres;

import java.util.Map;

/** Settings of a server that keeps what it has acknowledged. They are Postgres' defaults; here they are ours to rely on. */
final class Settings {
    static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private Settings() {}
}
