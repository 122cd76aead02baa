package io.dormouse.adapter;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This life of this service, as others see it: a number, which is a lock held on a connection of its own. As long as the lock is
 * taken the instance lives; when it is free it is gone for ever, since no number is used twice. A broken connection means a new
 * number. Lives on one context.
 */
final class Instance {
    private static final Logger log = LoggerFactory.getLogger(Instance.class);
    private static final Duration SOON = Duration.ofMillis(10);
    private static final Duration RETRY = Duration.ofMillis(250);
    private static final Duration STALE = Duration.ofSeconds(5);

    private final InstanceLocks locks;
    private final String name;
    private final String service;
    private final Alarm alarm;
    private final IntFunction<Future<Void>> move;

    private int number;
    private Promise<Integer> held = Promise.promise();
    private Future<InstanceLocks.Held> lock = Future.failedFuture("not entered");
    private boolean closed;

    /**
     * @param name never used by another instance
     * @param move gives what is in flight to a new number; until its future succeeds nobody is asked
     */
    Instance(InstanceLocks locks, String name, String service, Alarm alarm, IntFunction<Future<Void>> move) {
        this.locks = locks;
        this.name = name;
        this.service = service;
        this.alarm = alarm;
        this.move = move;
    }

    /** The number that rows are written with; it changes when the lock's connection broke. */
    int number() {
        return number;
    }

    /** Where this instance listens, whatever its number. */
    String address() {
        return addressOf(name);
    }

    String addressOf(String instance) {
        return service + "." + instance;
    }

    /** The number, as soon as its lock is held and what is in flight was moved to it. Fails when a try to get one has failed. */
    Future<Integer> held() {
        return held.future();
    }

    /** As {@link #held}, but waits through failed tries until this instance leaves. */
    Future<Integer> heldAtLast() {
        return held().recover(failure -> closed ? Future.failedFuture(failure) : heldAtLast());
    }

    /** Takes a number and its lock. */
    Future<Void> enter() {
        Promise<Integer> wanted = held;
        lock = locks.take(name, service);
        return lock.compose(this::moveTo)
                .onComplete(moved -> wanted.tryComplete(number), failure -> without(wanted, failure));
    }

    private Future<Void> moveTo(InstanceLocks.Held taken) {
        number = taken.number();
        taken.onLost(() -> lost(taken));
        return move.apply(number);
    }

    /** Whoever waited is told; whoever asks from now on waits for the next try. */
    private void without(Promise<Integer> wanted, Throwable failure) {
        if (held == wanted) held = Promise.promise();
        wanted.tryFail(failure);
    }

    private void lost(InstanceLocks.Held broken) {
        if (closed || lock.result() != broken) return;
        broken.release();
        lock = Future.failedFuture("the connection of the lock %d broke".formatted(number));
        log.warn("{} lost the connection of its lock {}; nobody is asked until it has a new number", address(), number);
        without(held, new IllegalStateException("the connection of the lock %d broke".formatted(number)));
        alarm.after(SOON, this::enterAgain);
    }

    private void enterAgain() {
        if (closed) return;
        enter().onFailure(failure -> {
            log.warn("{} has no number yet: {}", address(), failure.toString());
            if (lock.succeeded()) lock.result().release();
            alarm.after(RETRY, this::enterAgain);
        });
    }

    /**
     * Tells the others that this instance lives, and ends the lock of whoever has not done so for five seconds. A connection
     * that does not answer for as long counts as broken.
     */
    Future<Void> beat() {
        return lock.compose(mine -> {
            Promise<Void> told = Promise.promise();
            Runnable noLonger = alarm.after(STALE, () -> {
                lost(mine);
                told.tryFail(
                        new IllegalStateException("the connection of the lock %d does not answer".formatted(number)));
            });
            mine.beat()
                    .compose(seen -> mine.endStale())
                    .onSuccess(ended -> ended.forEach((stale, done) ->
                            log.warn("lock {} of {} was not seen for five seconds; ended: {}", stale, service, done)))
                    .<Void>mapEmpty()
                    .onComplete(told::tryComplete, told::tryFail);
            return told.future().onComplete(done -> noLonger.run());
        });
    }

    boolean hasLeft() {
        return closed;
    }

    /** Frees the number: others take over at once what is in flight. */
    Future<Void> leave() {
        closed = true;
        held.tryFail(new IllegalStateException(service + " is closing"));
        return lock.compose(InstanceLocks.Held::release).otherwiseEmpty();
    }
}
