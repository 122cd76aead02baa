package io.dormouse.workflow.store;

import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table as parameters of a statement: each column goes as one array, whatever the number of rows.
 *
 * @param <R> what a row is made of
 */
final class Columns<R> {
    private final List<Column<R, ?>> columns = new ArrayList<>();

    private record Column<R, C>(Function<R, @Nullable C> value, IntFunction<C[]> array) {
        C[] of(List<R> rows) {
            C[] values = array.apply(rows.size());
            for (int i = 0; i < values.length; i++) values[i] = value.apply(rows.get(i));
            return values;
        }
    }

    Columns<R> text(Function<R, @Nullable String> value) {
        return column(value, String[]::new);
    }

    Columns<R> number(Function<R, @Nullable Integer> value) {
        return column(value, Integer[]::new);
    }

    Columns<R> small(Function<R, @Nullable Short> value) {
        return column(value, Short[]::new);
    }

    Columns<R> big(Function<R, @Nullable Long> value) {
        return column(value, Long[]::new);
    }

    Columns<R> truth(Function<R, @Nullable Boolean> value) {
        return column(value, Boolean[]::new);
    }

    Columns<R> time(Function<R, @Nullable OffsetDateTime> value) {
        return column(value, OffsetDateTime[]::new);
    }

    private <C> Columns<R> column(Function<R, @Nullable C> value, IntFunction<C[]> array) {
        columns.add(new Column<>(value, array));
        return this;
    }

    int count() {
        return columns.size();
    }

    /** Adds a parameter for each column: its values, or null for a table that gets no row. */
    void add(Tuple parameters, List<R> rows) {
        for (Column<R, ?> column : columns) parameters.addValue(rows.isEmpty() ? null : column.of(rows));
    }
}
