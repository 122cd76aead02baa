package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgConnectOptions;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * The rows of one ledger in Postgres. Each change is a compare-and-set on the attempt, so that whoever was superseded finds out
 * here. Lives on one context, with one connection to write and one to read.
 */
final class LedgerStore {
    private final Link writeLink;
    private final Link readLink;
    private final GroupCommit writer;
    private final Lookup reader;
    private final IntSupplier me;

    /** @param me the number that this instance holds now */
    LedgerStore(Vertx vertx, Database database, IntSupplier me) {
        this.writeLink = new Link(vertx, optionsOf(database));
        this.readLink = new Link(vertx, optionsOf(database));
        this.writer = new GroupCommit(writeLink);
        this.reader = new Lookup(readLink, me);
        this.me = me;
    }

    /** A client that freezes in a transaction loses its locks after five seconds. */
    static PgConnectOptions optionsOf(Database database) {
        PgConnectOptions options = database.connectOptions();
        Map<String, String> properties = new HashMap<>(options.getProperties());
        properties.put("idle_in_transaction_session_timeout", "5s");
        return options.setProperties(properties);
    }

    /** A new row of attempt 1. @return false if the key has one */
    Future<Boolean> start(Request<?, ?> request, int holder) {
        return writer.write(startOf(request, holder)).map(Optional::isPresent);
    }

    static LedgerWrite startOf(Request<?, ?> request, int holder) {
        return new LedgerWrite(
                LedgerWrite.Kind.INSERT,
                request.key(),
                Arrays.asList(
                        request.action().service(),
                        request.action().name(),
                        request.digest(),
                        request.json(),
                        request.actor(),
                        LedgerRow.State.STARTED.name(),
                        holder,
                        1));
    }

    /** A row that says that the call of this key is not to be carried out. @return false if the key has a row */
    Future<Boolean> cancel(String service, String key, String actor) {
        return writer.write(new LedgerWrite(
                        LedgerWrite.Kind.INSERT,
                        key,
                        Arrays.asList(service, "cancel", "", "{}", actor, LedgerRow.State.CANCELLED.name(), null, 0)))
                .map(Optional::isPresent);
    }

    /** @return how long the requests of the old attempt may still be under way; empty if the row is not as it was seen */
    Future<Optional<Duration>> take(LedgerRow seen, Duration requestTimeout) {
        return writer.write(new LedgerWrite(
                        LedgerWrite.Kind.TAKE,
                        seen.key(),
                        Arrays.asList(seen.attempt(), seen.holder(), me.getAsInt(), requestTimeout.toMillis())))
                .map(taken -> taken.map(row -> Duration.ofMillis(row.getLong("wait"))));
    }

    /** @return false if somebody else took the row over */
    Future<Boolean> move(String key, int attempt, int from, int to) {
        return writer.write(new LedgerWrite(LedgerWrite.Kind.MOVE, key, Arrays.asList(attempt, from, to)))
                .map(Optional::isPresent);
    }

    /** @return false if this attempt is superseded */
    Future<Boolean> ask(String key, int attempt) {
        return writer.write(new LedgerWrite(LedgerWrite.Kind.ASK, key, Arrays.asList(attempt)))
                .map(Optional::isPresent);
    }

    /** @return false if this attempt is superseded, or the call is done */
    Future<Boolean> expect(String key, int attempt, JsonObject found) {
        return writer.write(new LedgerWrite(LedgerWrite.Kind.EXPECT, key, Arrays.asList(attempt, found.encode())))
                .map(Optional::isPresent);
    }

    /** @param settle how long the surplus of other attempts may still appear @return false if this attempt is superseded */
    Future<Boolean> done(String key, int attempt, Outcome outcome, Duration settle) {
        return writer.write(doneOf(key, attempt, outcome, settle)).map(Optional::isPresent);
    }

    static LedgerWrite doneOf(String key, int attempt, Outcome outcome, Duration settle) {
        return new LedgerWrite(
                LedgerWrite.Kind.RECORD,
                key,
                Arrays.asList(attempt, LedgerRow.State.DONE.name(), outcome.json(), settle.toMillis()));
    }

    /** Nobody can know the outcome; a person decides. @return false if this attempt is superseded */
    Future<Boolean> unknown(String key, int attempt) {
        return writer.write(new LedgerWrite(
                        LedgerWrite.Kind.RECORD, key, Arrays.asList(attempt, LedgerRow.State.UNKNOWN.name(), null, 0L)))
                .map(Optional::isPresent);
    }

    Future<Optional<LedgerRow>> find(String key) {
        return reader.find(key);
    }

    /** How many transactions were sent to change rows. */
    long commits() {
        return writer.commits();
    }

    Future<Void> close() {
        return Future.join(writeLink.close(), readLink.close()).mapEmpty();
    }
}
