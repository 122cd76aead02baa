package io.dormouse.engine.store;

import java.time.Instant;

/** What a row says that can wake a sleeper. */
public sealed interface WaitRow {
    /** A time. */
    record Timer(Instant due) implements WaitRow {}

    /** An event. */
    record Event(String key) implements WaitRow {}
}
