package io.dormouse.engine.journal;

import java.time.Instant;

/** An entry at its place. @param at by the database's clock, in microseconds */
public record Recorded(long position, Instant at, Entry entry) {}
