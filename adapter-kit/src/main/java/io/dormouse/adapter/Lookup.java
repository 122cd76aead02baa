package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Reads many rows of the ledger with one query. A row is read in a statement of its own, so it is what was committed before. */
final class Lookup {
    private static final String BY_KEYS = LedgerRow.SELECT + "WHERE o.key = ANY($1)";

    private final Link link;
    private final IntSupplier reader;
    private final OneInFlight<Wanted> queue = new OneInFlight<>(this::read);

    private record Wanted(String key, Promise<Optional<LedgerRow>> promise) implements OneInFlight.Item {
        @Override
        public Object identity() {
            return promise;
        }

        @Override
        public int bytes() {
            return key.length();
        }
    }

    /** @param reader the number of the instance that reads */
    Lookup(Link link, IntSupplier reader) {
        this.link = link;
        this.reader = reader;
    }

    Future<Optional<LedgerRow>> find(String key) {
        Promise<Optional<LedgerRow>> promise = Promise.promise();
        queue.add(new Wanted(key, promise));
        return promise.future();
    }

    private Future<?> read(List<Wanted> batch) {
        String[] keys = batch.stream().map(Wanted::key).distinct().toArray(String[]::new);
        return link.open()
                .compose(connection -> connection.preparedQuery(BY_KEYS).execute(Tuple.of(keys, reader.getAsInt())))
                .map(Lookup::byKey)
                .onComplete(
                        found -> batch.forEach(
                                wanted -> wanted.promise().complete(Optional.ofNullable(found.get(wanted.key())))),
                        failure -> batch.forEach(wanted -> wanted.promise().fail(failure)));
    }

    private static Map<String, LedgerRow> byKey(RowSet<Row> rows) {
        Map<String, LedgerRow> found = new HashMap<>();
        for (Row row : rows) found.put(row.getString("key"), LedgerRow.of(row));
        return found;
    }
}
