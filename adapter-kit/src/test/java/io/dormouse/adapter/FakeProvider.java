package io.dormouse.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An outside system that does and answers exactly what a test tells it, one request at a time. */
final class FakeProvider<Q, R> implements KeyedAction<Q, R>, Settlement<R> {
    private final BlockingQueue<Asked<Q, R>> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<Settled<R>> settled = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();
    private volatile Future<Void> settling = Future.succeededFuture();

    /** A request that waits for the test's answer. */
    record Asked<Q, R>(Q request, Attempt attempt, Promise<R> answer) {}

    record Settled<R>(String key, Optional<R> result) {}

    @Override
    public Future<R> perform(Q request, Attempt attempt) {
        Promise<R> answer = Promise.promise();
        count.incrementAndGet();
        asked.add(new Asked<>(request, attempt, answer));
        return answer.future();
    }

    @Override
    public Future<Void> settle(String key, Optional<R> result) {
        settled.add(new Settled<>(key, result));
        return settling;
    }

    /** From now on it does not answer whoever settles. */
    void neverSettle() {
        settling = Promise.<Void>promise().future();
    }

    /** The next request; waits until it comes. */
    Asked<Q, R> next() {
        return take(asked, "nobody asked the provider");
    }

    Settled<R> nextSettled() {
        return take(settled, "nobody settled");
    }

    int timesAsked() {
        return count.get();
    }

    int timesSettled() {
        return settled.size();
    }

    private static <T> T take(BlockingQueue<T> queue, String otherwise) {
        try {
            T taken = queue.poll(20, TimeUnit.SECONDS);
            assertThat(taken).as(otherwise).isNotNull();
            return taken;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
