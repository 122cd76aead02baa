package io.dormouse.chaos.measure;

import io.dormouse.chaos.errand.Steps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Workflows that are always under way: each makes a step, rests a little, and so on. Where one should be at its end the next is
 * started, so that no journal grows without bound. Closing them starts no more.
 */
final class Climbers implements AutoCloseable {
    /** A step and what wakes it again, beside the rest; too short a guess only means that a few more are under way. */
    private static final int STEP_MILLIS = 40;

    private final String prefix = "climb-%d-".formatted(System.currentTimeMillis());
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch started;
    private final Client client;
    private final int rungs;
    private final int restMillis;

    private Climbers(Client client, int count, int rungs, int restMillis) {
        this.client = client;
        this.rungs = rungs;
        this.restMillis = restMillis;
        this.started = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(Thread.ofVirtual().start(() -> keepOne(number, count)));
        }
    }

    /** Returns when the first start of each is acknowledged. */
    static Climbers start(Client client, int count, int rungs, int restMillis) {
        Climbers climbers = new Climbers(client, count, rungs, restMillis);
        try {
            if (!climbers.started.await(2, TimeUnit.MINUTES))
                throw new IllegalStateException("%d of %d workflows could not be started in two minutes"
                        .formatted(climbers.started.getCount(), count));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while workflows are started", e);
        }
        return climbers;
    }

    /** What their ids begin with, as a pattern of SQL. */
    String pattern() {
        return prefix + "%";
    }

    /** The first ones are of different lengths, or all would end at once. */
    private void keepOne(int number, int count) {
        int height = rungs / 2 + rungs * number / (2 * count);
        for (int life = 0; ; life++) {
            if (!insist(number, life, height)) return;
            if (life == 0) started.countDown();
            if (isClosedAfter(Duration.ofMillis((long) height * (restMillis + STEP_MILLIS)))) return;
            height = rungs;
        }
    }

    /** Whether it was started before all was closed. */
    private boolean insist(int number, int life, int height) {
        String id = "%s%d-%d".formatted(prefix, number, life);
        String input = "{\"rungs\":%d,\"restMillis\":%d}".formatted(height, restMillis);
        for (int attempt = number; ; attempt++) {
            if (client.start(attempt, Steps.NAME, id, input)
                    .filter(Client.Reply::accepted)
                    .isPresent()) return true;
            if (isClosedAfter(Duration.ofMillis(200))) return false;
        }
    }

    private boolean isClosedAfter(Duration time) {
        try {
            return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
        threads.forEach(Pause::untilEnded);
    }
}
