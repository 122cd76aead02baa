package io.dormouse.workflow.store;

import io.dormouse.engine.store.Part;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** From parts of a flush to columns of a statement: each goes as one array, whatever the number of rows. */
final class Columns {
    /** A row that belongs to a part. */
    record Owned<R>(Part part, R row) {}

    private Columns() {}

    /** The rows of one kind, in the order of their parts. */
    static <R> List<Owned<R>> rows(List<Part> parts, Function<Part, List<R>> of) {
        List<Owned<R>> rows = new ArrayList<>();
        for (Part part : parts) {
            for (R row : of.apply(part)) rows.add(new Owned<>(part, row));
        }
        return rows;
    }

    static <R> String[] texts(List<R> rows, Function<R, @Nullable String> value) {
        return column(rows, value, String[]::new);
    }

    static <R> Integer[] numbers(List<R> rows, Function<R, @Nullable Integer> value) {
        return column(rows, value, Integer[]::new);
    }

    static <R> Short[] partitions(List<R> rows, Function<R, Part> part) {
        return column(rows, row -> (short) part.apply(row).partition(), Short[]::new);
    }

    static <R, C> C[] column(List<R> rows, Function<R, @Nullable C> value, IntFunction<C[]> array) {
        C[] column = array.apply(rows.size());
        for (int i = 0; i < column.length; i++) column[i] = value.apply(rows.get(i));
        return column;
    }

    static OffsetDateTime time(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
