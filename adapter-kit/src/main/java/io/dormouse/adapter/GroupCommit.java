package io.dormouse.adapter;

import io.dormouse.adapter.LedgerTables.Written;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Optional;

/** Writes many rows of the ledger with one commit. If that fails for a row, each is written by itself. */
final class GroupCommit {
    private final LedgerTables tables;
    private final OneInFlight<Pending> queue = new OneInFlight<>(this::flush);
    private long commits;

    private record Pending(LedgerWrite write, Promise<Optional<Written>> promise) implements OneInFlight.Item {
        @Override
        public Object identity() {
            return write.key();
        }

        @Override
        public int bytes() {
            return write.bytes();
        }
    }

    GroupCommit(LedgerTables tables) {
        this.tables = tables;
    }

    /**
     * Durable when the future succeeds: empty if the write's condition did not hold, else what {@link LedgerTables#commit}
     * returned. When it fails because the connection broke, nobody knows whether it was written.
     */
    Future<Optional<Written>> write(LedgerWrite write) {
        Promise<Optional<Written>> promise = Promise.promise();
        queue.add(new Pending(write, promise));
        return promise.future();
    }

    /** How many transactions were sent. */
    long commits() {
        return commits;
    }

    private Future<?> flush(List<Pending> batch) {
        commits++;
        return tables.commit(batch.stream().map(Pending::write).toList()).transform(result -> {
            if (result.succeeded()) {
                batch.forEach(pending -> pending.promise()
                        .complete(Optional.ofNullable(
                                result.result().get(pending.write().key()))));
                return Future.succeededFuture();
            }
            if (batch.size() > 1 && result.cause() instanceof RowRefusedException) return oneByOne(batch);
            batch.forEach(pending -> pending.promise().fail(result.cause()));
            return Future.succeededFuture();
        });
    }

    private Future<?> oneByOne(List<Pending> batch) {
        Future<?> before = Future.succeededFuture();
        for (Pending pending : batch) before = before.compose(done -> flush(List.of(pending)));
        return before;
    }
}
