package io.dormouse.chaos.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** When clients may do something, and when they go home. Any thread. */
final class Pace {
    private final long interval;
    private final CountDownLatch home = new CountDownLatch(1);
    private volatile boolean closing;
    private long next = System.nanoTime();

    /** A client is told to go home in the middle of what it wants. */
    static final class GoneHome extends RuntimeException {
        private static final long serialVersionUID = 1L;

        GoneHome() {
            super("it is time to go home");
        }
    }

    Pace(Rate rate) {
        this.interval = TimeUnit.SECONDS.toNanos(1) / rate.perSecond();
    }

    /** Waits for a turn: so many a second have one, and turns that nobody took are lost. */
    void awaitTurn() {
        long wait;
        synchronized (this) {
            long now = System.nanoTime();
            next = Math.max(now, next + interval);
            wait = next - now;
        }
        rest(Duration.ofNanos(wait));
    }

    /** Waits so long. */
    void rest(Duration time) {
        try {
            if (home.await(time.toNanos(), TimeUnit.NANOSECONDS)) throw new GoneHome();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GoneHome();
        }
    }

    /** Whether nothing new is to be begun. */
    boolean isClosing() {
        return closing;
    }

    /** Nothing new is begun. */
    void close() {
        closing = true;
    }

    /** Everybody goes home, whatever they are waiting for. */
    void sendHome() {
        closing = true;
        home.countDown();
    }
}
