package io.dormouse.adapter;

import io.dormouse.adapter.LedgerTables.Written;
import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One key, while this instance works on it or watches another do so. Its way: write the row; if there is one already, do what
 * the row says; ask the provider; write the outcome; answer from the row. Lives on the ledger's context.
 */
final class Operation<Q, R> {
    private static final Logger log = LoggerFactory.getLogger(Operation.class);
    private static final Duration REREAD = Duration.ofMillis(500);
    private static final Duration REWRITE = Duration.ofMillis(250);

    private final Request<Q, R> request;
    private final Desk desk;
    private final Promise<Void> admitted = Promise.promise();
    private final Promise<Outcome> end = Promise.promise();
    private int waiters;
    private boolean watching;
    private int attempt;
    private int holder;
    private long knownSince;
    private Optional<String> heldElsewhere = Optional.empty();

    /** What an operation works with. */
    record Desk(
            Executor loop,
            LedgerStore store,
            Instance instance,
            LedgerTransactions transactions,
            Alarm alarm,
            LongSupplier nanos) {
        /**
         * Older than this the knowledge of holding the row is not acted on: a process that was frozen for so long may have been
         * ended and superseded. Less than the time after which others end a frozen one, counted from its last heartbeat.
         */
        private static final Duration FRESH = Duration.ofSeconds(3);

        /** Whether what was known to be so at this time may be acted on. */
        boolean isFresh(long knownSince) {
            return nanos.getAsLong() - knownSince < FRESH.toNanos();
        }

        /** Does work that comes from any thread on the one context where everything lives. */
        <T> Future<T> on(Supplier<Future<T>> work) {
            Promise<T> promise = Promise.promise();
            loop.execute(
                    () -> Future.succeededFuture().compose(done -> work.get()).onComplete(promise));
            return promise.future();
        }
    }

    Operation(Request<Q, R> request, Desk desk) {
        this.request = request;
        this.desk = desk;
    }

    Request<Q, R> request() {
        return request;
    }

    /** Complete when the row with this digest is known to be there; failed if it will not be. */
    Future<Void> admitted() {
        return admitted.future();
    }

    /** The outcome as it stands in the row; fails if there is none now, so that the key may be asked again. */
    Future<Outcome> end() {
        return end.future();
    }

    /** Where to ask again: here, or at the living instance that holds the key. */
    String address() {
        return heldElsewhere.map(desk.instance()::addressOf).orElseGet(desk.instance()::address);
    }

    void joined() {
        waiters++;
    }

    void left() {
        waiters--;
    }

    /** Whether this instance is in the middle of it, rather than looking how another one gets on. */
    boolean isAtWork() {
        return !watching;
    }

    /** Begins with a call that may be new. Nothing is asked before the row is committed. */
    void start() {
        switch (request.action().effect()) {
            case Action.Inside<Q, R> inside ->
                desk.transactions()
                        .carryOut(request, inside, desk.instance().number())
                        .onComplete(done -> done.ifPresentOrElse(this::finish, this::reread), this::giveUp);
            case Action.Outside<Q, R> outside ->
                desk.instance()
                        .held()
                        .compose(number -> {
                            holder = number;
                            knownSince = desk.nanos().getAsLong();
                            return desk.store().start(request, number);
                        })
                        .onComplete(
                                isNew -> {
                                    if (!isNew) {
                                        reread();
                                        return;
                                    }
                                    attempt = 1;
                                    admitted.tryComplete();
                                    ask(outside, Optional.empty());
                                },
                                this::giveUp);
        }
    }

    private void reread() {
        desk.store()
                .find(request.key())
                .onComplete(row -> row.ifPresentOrElse(this::goOnFrom, this::start), this::giveUp);
    }

    /** Does what a row says that was there before this operation, or was changed by somebody else. */
    void goOnFrom(LedgerRow row) {
        attempt = 0;
        if (row.state() == LedgerRow.State.CANCELLED) {
            giveUp(request.cancelled());
            return;
        }
        if (!row.digest().equals(request.digest())) {
            giveUp(request.keyReusedFor(row.action(), row.request()));
            return;
        }
        admitted.tryComplete();
        switch (row.state()) {
            case DONE -> finish(row.outcome().orElseThrow());
            case STARTED -> {
                if (row.holder() == desk.instance().number() || row.holderIsGone()) takeOver(row);
                else watch(row.holderName());
            }
            case UNKNOWN, CANCELLED -> watch(Optional.empty());
        }
    }

    private void watch(Optional<String> by) {
        watching = true;
        heldElsewhere = by;
        desk.alarm().after(REREAD, () -> {
            if (waiters > 0) reread();
            else giveUp(new IllegalStateException("nobody waits here for what another instance holds"));
        });
    }

    private void takeOver(LedgerRow row) {
        if (!(request.action().effect() instanceof Action.Outside<Q, R> outside)) {
            watch(row.holderName());
            return;
        }
        desk.instance()
                .held()
                .compose(number -> {
                    holder = number;
                    return desk.store().take(row, outside.requestTimeout());
                })
                .onComplete(
                        taken -> taken.ifPresentOrElse(written -> tookOver(row, outside, written), this::reread),
                        this::giveUp);
    }

    private void tookOver(LedgerRow row, Action.Outside<Q, R> outside, Written taken) {
        attempt = row.attempt() + 1;
        watching = false;
        heldElsewhere = Optional.empty();
        if (outside.guarantee() == Guarantee.NEITHER) {
            unknown("attempt %d may have done it".formatted(row.attempt()));
            return;
        }
        desk.alarm().after(taken.quietIn(), () -> askIfMine(outside, taken.expected()));
    }

    /** Asks the provider if no other attempt has superseded this one. */
    private void askIfMine(Action.Outside<Q, R> outside, Optional<JsonObject> expected) {
        knownSince = desk.nanos().getAsLong();
        desk.store()
                .ask(request.key(), attempt)
                .onComplete(
                        still -> {
                            if (still) ask(outside, expected);
                            else reread();
                        },
                        this::giveUp);
    }

    /** Asks the provider, with the number held and written in the row. */
    private void ask(Action.Outside<Q, R> outside, Optional<JsonObject> expected) {
        desk.instance()
                .heldAtLast()
                .compose(this::heldBy)
                .onComplete(
                        mine -> {
                            if (!mine) reread();
                            else if (desk.isFresh(knownSince)) askNow(outside, expected);
                            else askIfMine(outside, expected);
                        },
                        this::giveUp);
    }

    private void askNow(Action.Outside<Q, R> outside, Optional<JsonObject> expected) {
        perform(outside, new OpenAttempt(request, attempt, expected, knownSince, desk))
                .onComplete(
                        result -> desk.loop().execute(() -> succeeded(outside, result)),
                        failure -> desk.loop().execute(() -> failed(outside, failure)));
    }

    private Future<R> perform(Action.Outside<Q, R> outside, Attempt open) {
        try {
            return outside.action().perform(request.value(), open);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /**
     * Gives the row to the number of this instance, if the lock was lost since it was written. The attempt stays: numbers are
     * never used twice, so that nobody took it over in between shows in the holder alone.
     */
    Future<Boolean> heldBy(int number) {
        if (attempt == 0 || holder == number) return Future.succeededFuture(true);
        int before = holder;
        return desk.store().move(request.key(), attempt, before, number).onSuccess(moved -> {
            if (moved) holder = number;
        });
    }

    private void succeeded(Action.Outside<Q, R> outside, @Nullable R result) {
        try {
            record(outside, Outcome.succeeded(request.key(), result));
        } catch (CallException refused) {
            log.error(
                    "{} of {} was carried out, but its result cannot be stored",
                    request.action().name(),
                    request.key(),
                    refused);
            giveUp(refused);
        }
    }

    private void failed(Action.Outside<Q, R> outside, Throwable failure) {
        if (!(failure instanceof ContractException declared) || declared.failure() == CallFailure.UNAVAILABLE) {
            log.warn(
                    "{} of {}, attempt {}, has no outcome: {}",
                    request.action().name(),
                    request.key(),
                    attempt,
                    failure.toString());
            unsettle(outside, attempt);
            giveUp(failure);
        } else if (declared.failure() == CallFailure.OUTCOME_UNKNOWN) {
            unknown(declared.getMessage());
        } else {
            record(outside, Outcome.failed(declared));
        }
    }

    /** Writes again after a lost answer, for what the provider did would else be done again; a second write changes nothing. */
    private void record(Action.Outside<Q, R> outside, Outcome outcome) {
        int mine = attempt;
        boolean surplus = mine > 1 && outside.settlement().isPresent();
        desk.store()
                .done(request.key(), mine, outcome, surplus ? outside.requestTimeout() : Duration.ZERO)
                .onComplete(
                        written -> {
                            if (written) finish(outcome);
                            else superseded(outside, mine);
                        },
                        failure -> {
                            if (failure instanceof RowRefusedException
                                    || desk.instance().hasLeft()) {
                                unsettle(outside, mine);
                                giveUp(failure);
                                return;
                            }
                            log.warn("the outcome of {} is not written yet: {}", request.key(), failure.toString());
                            desk.alarm().after(REWRITE, () -> record(outside, outcome));
                        });
    }

    /** Another attempt is the one that counts. What this one left outside is removed when the row says what stays. */
    private void superseded(Action.Outside<Q, R> outside, int mine) {
        end.future()
                .onSuccess(stands -> request.action()
                        .settle(request.key(), stands)
                        .onFailure(failure -> {
                            log.warn("what a superseded attempt of {} left is not removed", request.key(), failure);
                            unsettle(outside, mine);
                        }));
        reread();
    }

    /**
     * If this attempt is superseded, what it sent may have landed after others had looked for the last time, so they look again.
     * An attempt that was frozen does that to itself.
     */
    private void unsettle(Action.Outside<Q, R> outside, int mine) {
        if (outside.settlement().isEmpty() || desk.instance().hasLeft()) return;
        desk.store().unsettle(request.key(), mine, outside.requestTimeout()).onFailure(failure -> {
            log.warn(
                    "whether an attempt of {} left something is not written yet: {}",
                    request.key(),
                    failure.toString());
            desk.alarm().after(REWRITE, () -> unsettle(outside, mine));
        });
    }

    private void unknown(String why) {
        log.warn(
                "nobody can know the outcome of {} of {} ({}); it stays open until a person decides",
                request.action().name(),
                request.key(),
                why);
        desk.store()
                .unknown(request.key(), attempt)
                .onComplete(
                        written -> {
                            if (written) watch(Optional.empty());
                            else reread();
                        },
                        this::giveUp);
    }

    private void finish(Outcome outcome) {
        end.tryComplete(outcome);
        admitted.tryComplete();
    }

    /** Ends first: whoever waits to be admitted then finds the key free. */
    private void giveUp(Throwable why) {
        Throwable told = why instanceof CallException typed ? typed : request.unavailable(why);
        end.tryFail(told);
        admitted.tryFail(told);
    }
}
