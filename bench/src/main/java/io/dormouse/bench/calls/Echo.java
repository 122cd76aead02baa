package io.dormouse.bench.calls;

import io.vertx.core.eventbus.EventBus;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** The yardstick: questions that go to the other member and back, and nothing is written. */
final class Echo {
    private static final String ADDRESS = "bench.echo";

    private final EventBus from;
    private final int atOnce;

    private Echo(EventBus from, int atOnce) {
        this.from = from;
        this.atOnce = atOnce;
    }

    /** Blocks; so many are under way at a time. @return answers a second */
    static double perSecond(TwoMembers members, int atOnce, Duration during) throws Exception {
        EventBus there = members.adapter().vertx().eventBus();
        there.consumer(ADDRESS, question -> question.reply(question.body()))
                .completion()
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        Echo echo = new Echo(members.bus(), atOnce);
        echo.askFor(during);
        return echo.askFor(during);
    }

    private double askFor(Duration during) throws InterruptedException {
        Semaphore places = new Semaphore(atOnce);
        AtomicLong answers = new AtomicLong();
        long start = System.nanoTime();
        while (System.nanoTime() - start < during.toNanos()) {
            places.acquire();
            from.request(ADDRESS, "who is awake?").onComplete(answer -> {
                if (answer.succeeded()) answers.incrementAndGet();
                places.release();
            });
        }
        places.acquire(atOnce);
        return answers.get() / ((System.nanoTime() - start) / 1e9);
    }
}
