package io.dormouse.engine.journal;

import org.jspecify.annotations.Nullable;

/** An entry as it lies in a table: what people search by in columns, the rest as JSON. */
public record EntryRow(
        short type,
        @Nullable Integer seq,
        @Nullable String name,
        @Nullable String line,
        String body) {}
