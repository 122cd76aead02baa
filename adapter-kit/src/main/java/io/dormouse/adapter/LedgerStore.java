package io.dormouse.adapter;

import io.dormouse.adapter.LedgerTables.Written;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The rows of one ledger. Each change is a compare-and-set on the attempt, so that whoever was superseded finds out here. Lives
 * on one context.
 */
final class LedgerStore {
    private final LedgerTables tables;
    private final GroupCommit writer;
    private final Lookup reader;
    private final IntSupplier me;

    /** @param me the number that this instance holds now */
    LedgerStore(LedgerTables tables, IntSupplier me) {
        this.tables = tables;
        this.writer = new GroupCommit(tables);
        this.reader = new Lookup(tables, me);
        this.me = me;
    }

    /** A new row of attempt 1. @return false if the key has one */
    Future<Boolean> start(Request<?, ?> request, int holder) {
        return change(startOf(request, holder));
    }

    static LedgerWrite.Insert startOf(Request<?, ?> request, int holder) {
        return new LedgerWrite.Insert(
                request.key(),
                request.action().service(),
                request.action().name(),
                request.digest(),
                request.json(),
                request.actor(),
                LedgerRow.State.STARTED,
                Optional.of(holder),
                1);
    }

    /** A row that says that the call of this key is not to be carried out. @return false if the key has a row */
    Future<Boolean> cancel(String service, String key, String actor) {
        return change(new LedgerWrite.Insert(
                key, service, "cancel", "", "{}", actor, LedgerRow.State.CANCELLED, Optional.empty(), 0));
    }

    /** @return what the row said when it was taken; empty if it is not as it was seen */
    Future<Optional<Written>> take(LedgerRow seen, Duration requestTimeout) {
        return writer.write(
                new LedgerWrite.Take(seen.key(), seen.attempt(), seen.holder(), me.getAsInt(), requestTimeout));
    }

    /** @return false if somebody else took the row over */
    Future<Boolean> move(String key, int attempt, int from, int to) {
        return change(new LedgerWrite.Move(key, attempt, from, to));
    }

    /** @return false if this attempt is superseded */
    Future<Boolean> ask(String key, int attempt) {
        return change(new LedgerWrite.Ask(key, attempt));
    }

    /** @return false if this attempt is superseded, or the call is done */
    Future<Boolean> expect(String key, int attempt, JsonObject found) {
        return change(new LedgerWrite.Expect(key, attempt, found.encode()));
    }

    /** @param settle how long the surplus of other attempts may still appear @return false if this attempt is superseded */
    Future<Boolean> done(String key, int attempt, Outcome outcome, Duration settle) {
        return change(doneOf(key, attempt, outcome, settle));
    }

    static LedgerWrite doneOf(String key, int attempt, Outcome outcome, Duration settle) {
        return new LedgerWrite.Conclude(key, attempt, LedgerRow.State.DONE, Optional.of(outcome), settle);
    }

    /** Nobody can know the outcome; a person decides. @return false if this attempt is superseded */
    Future<Boolean> unknown(String key, int attempt) {
        return change(new LedgerWrite.Conclude(key, attempt, LedgerRow.State.UNKNOWN, Optional.empty(), Duration.ZERO));
    }

    /** @return false if this attempt is not superseded, or the call is not done */
    Future<Boolean> unsettle(String key, int attempt, Duration settle) {
        return change(new LedgerWrite.Unsettle(key, attempt, settle));
    }

    private Future<Boolean> change(LedgerWrite write) {
        return writer.write(write).map(Optional::isPresent);
    }

    Future<Optional<LedgerRow>> find(String key) {
        return reader.find(key);
    }

    /** How many transactions were sent to change rows. */
    long commits() {
        return writer.commits();
    }

    Future<Void> close() {
        return tables.close();
    }
}
