package io.dormouse.workflow;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients that each send signals to a workflow of their own, one after the other: the next when the one before is acknowledged,
 * and what is not acknowledged again under the same id.
 */
final class SignalLoad {
    private static final Logger log = LoggerFactory.getLogger(SignalLoad.class);
    private static final long PAUSE_MILLIS = 100;

    private final ServiceUnderTest service;
    private final int signals;
    private final List<String> ids;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile long last = System.nanoTime();
    private volatile long longestStall;
    private Future<?> all = Future.failedFuture("not begun");

    SignalLoad(ServiceUnderTest service, int workflows, int signals) {
        this.service = service;
        this.signals = signals;
        this.ids = IntStream.range(0, workflows).mapToObj(i -> "w" + i).toList();
    }

    static JsonObject input(int signals) {
        return new JsonObject().put("steps", signals);
    }

    List<String> ids() {
        return ids;
    }

    /** What each workflow has collected at its end. */
    List<String> expected() {
        return IntStream.range(0, signals).mapToObj(i -> "s" + i).toList();
    }

    void begin() {
        ids.forEach(id -> service.start("collect", input(signals), id));
        List<Future<Void>> clients = new ArrayList<>();
        ids.forEach(id -> clients.add(sendFrom(id, 0)));
        all = Future.all(clients);
    }

    private Future<Void> sendFrom(String id, int next) {
        if (next == signals) return Future.succeededFuture();
        Promise<Void> done = Promise.promise();
        service.sendSignal(id, "item", "s" + next, id + "/" + next)
                .onComplete(
                        answered -> {
                            note();
                            sendFrom(id, next + 1).onComplete(done);
                        },
                        failure -> {
                            refused.incrementAndGet();
                            service.vertx.setTimer(
                                    PAUSE_MILLIS, due -> sendFrom(id, next).onComplete(done));
                        });
        return done.future();
    }

    private synchronized void note() {
        long now = System.nanoTime();
        longestStall = Math.max(longestStall, now - last);
        last = now;
        acknowledged.incrementAndGet();
    }

    void awaitAcknowledged(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (acknowledged.get() < count) {
            if (System.nanoTime() > deadline) throw new AssertionError("only " + acknowledged);
            Thread.onSpinWait();
        }
    }

    void awaitEnd() {
        awaitAcknowledged(ids.size() * signals);
        ServiceUnderTest.await(all);
        log.info(
                "{} signals acknowledged, {} sent again, nothing acknowledged for {} ms at the longest",
                acknowledged,
                refused,
                TimeUnit.NANOSECONDS.toMillis(longestStall));
    }
}
