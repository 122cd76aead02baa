package io.dormouse.workflow.store;

import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one table as parameters of a function: each column goes as one array, whatever the number of rows.
 *
 * @param <S> what the rows are found in
 * @param <R> what a row is made of
 */
final class Columns<S, R> {
    private final String table;
    private final Function<S, List<R>> rowsOf;
    private final List<Column<R, ?>> columns = new ArrayList<>();

    private record Column<R, C>(String name, Function<R, @Nullable C> value, IntFunction<C[]> array) {
        C[] of(List<R> rows) {
            C[] values = array.apply(rows.size());
            for (int i = 0; i < values.length; i++) values[i] = value.apply(rows.get(i));
            return values;
        }
    }

    /** @param table what the names of all its parameters begin with */
    Columns(String table, Function<S, List<R>> rowsOf) {
        this.table = table;
        this.rowsOf = rowsOf;
    }

    Columns<S, R> text(String name, Function<R, @Nullable String> value) {
        return column(name, value, String[]::new);
    }

    Columns<S, R> number(String name, Function<R, @Nullable Integer> value) {
        return column(name, value, Integer[]::new);
    }

    Columns<S, R> small(String name, Function<R, @Nullable Short> value) {
        return column(name, value, Short[]::new);
    }

    Columns<S, R> big(String name, Function<R, @Nullable Long> value) {
        return column(name, value, Long[]::new);
    }

    Columns<S, R> truth(String name, Function<R, @Nullable Boolean> value) {
        return column(name, value, Boolean[]::new);
    }

    Columns<S, R> time(String name, Function<R, @Nullable OffsetDateTime> value) {
        return column(name, value, OffsetDateTime[]::new);
    }

    private <C> Columns<S, R> column(String name, Function<R, @Nullable C> value, IntFunction<C[]> array) {
        columns.add(new Column<>(table + "_" + name, value, array));
        return this;
    }

    /** The parameters, in the order in which they are added. */
    Stream<String> names() {
        return columns.stream().map(Column::name);
    }

    /** Adds a parameter for each column: its values, or null for a table that gets no row. */
    void add(Tuple parameters, S source) {
        List<R> rows = rowsOf.apply(source);
        for (Column<R, ?> column : columns) parameters.addValue(rows.isEmpty() ? null : column.of(rows));
    }
}
