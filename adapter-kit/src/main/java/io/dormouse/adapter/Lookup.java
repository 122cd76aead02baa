package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/** Reads many rows of the ledger with one query. A row is read in a statement of its own, so it is what was committed before. */
final class Lookup {
    private final LedgerTables tables;
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
    Lookup(LedgerTables tables, IntSupplier reader) {
        this.tables = tables;
        this.reader = reader;
    }

    Future<Optional<LedgerRow>> find(String key) {
        Promise<Optional<LedgerRow>> promise = Promise.promise();
        queue.add(new Wanted(key, promise));
        return promise.future();
    }

    private Future<?> read(List<Wanted> batch) {
        Set<String> keys = batch.stream().map(Wanted::key).collect(Collectors.toSet());
        return tables.find(keys, reader.getAsInt())
                .onComplete(
                        rows -> {
                            Map<String, LedgerRow> found =
                                    rows.stream().collect(Collectors.toMap(LedgerRow::key, Function.identity()));
                            batch.forEach(
                                    wanted -> wanted.promise().complete(Optional.ofNullable(found.get(wanted.key()))));
                        },
                        failure -> batch.forEach(wanted -> wanted.promise().fail(failure)));
    }
}
