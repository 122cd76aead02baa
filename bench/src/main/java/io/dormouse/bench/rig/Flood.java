package io.dormouse.bench.rig;

import io.vertx.core.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Does something many times, so many at once, and keeps nothing of what it has done. The first that fails stops it. */
public final class Flood {
    private final int atOnce;
    private final Semaphore places;
    private final AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();

    private Flood(int atOnce) {
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
    }

    /** Blocks until all have succeeded; how many a second that were. */
    public static double perSecond(int count, int atOnce, IntFunction<Future<?>> one) throws InterruptedException {
        return new Flood(atOnce).run(count, one);
    }

    private double run(int count, IntFunction<Future<?>> one) throws InterruptedException {
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            place(1);
            one.apply(i).onComplete(this::ended);
        }
        place(atOnce);
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private void place(int many) throws InterruptedException {
        places.acquire(many);
        Throwable first = failed.get();
        if (first != null) throw new IllegalStateException("one of many failed: " + first.getMessage(), first);
    }

    private void ended(@Nullable Object result, @Nullable Throwable failure) {
        if (failure != null) failed.compareAndSet(null, failure);
        places.release();
    }
}
