package io.dormouse.adapter;

import static org.assertj.core.api.Assertions.fail;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Time that passes only when the test says so: it rings one alarm, as soon as the code under test has set it. */
final class SteppedAlarm implements Alarm {
    private final List<Set> pending = new ArrayList<>();

    private record Set(Duration delay, Runnable action, Context context) {}

    @Override
    public synchronized Runnable after(Duration delay, Runnable action) {
        Set set = new Set(delay, action, Vertx.currentContext());
        pending.add(set);
        notifyAll();
        return () -> callOff(set);
    }

    private synchronized void callOff(Set set) {
        pending.remove(set);
    }

    void ring(Duration delay) {
        ring(delay::equals);
    }

    /** Rings the first alarm whose delay fits; waits until there is one. @return its delay */
    synchronized Duration ring(Predicate<Duration> fits) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        Optional<Duration> rung = ringIfSet(fits);
        while (rung.isEmpty()) {
            long left = deadline - System.nanoTime();
            if (left <= 0)
                fail(
                        "no such alarm was set; there are %s",
                        pending.stream().map(Set::delay).toList());
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            rung = ringIfSet(fits);
        }
        return rung.get();
    }

    synchronized Optional<Duration> ringIfSet(Predicate<Duration> fits) {
        Optional<Set> found =
                pending.stream().filter(set -> fits.test(set.delay())).findFirst();
        found.ifPresent(set -> {
            pending.remove(set);
            set.context().runOnContext(now -> set.action().run());
        });
        return found.map(Set::delay);
    }

    synchronized boolean has(Predicate<Duration> fits) {
        return pending.stream().map(Set::delay).anyMatch(fits);
    }
}
