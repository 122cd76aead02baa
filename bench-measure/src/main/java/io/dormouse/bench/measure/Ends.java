package io.dormouse.bench.measure;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The ends of workflows of which only so many may be under way at once. The first that goes wrong stops the measurement. */
final class Ends {
    private final int atOnce;
    private final Semaphore places;
    private final AtomicReference<@Nullable RuntimeException> wrong = new AtomicReference<>();

    Ends(int atOnce) {
        this.atOnce = atOnce;
        this.places = new Semaphore(atOnce);
    }

    /** Blocks until another one may begin. */
    void awaitPlace() throws InterruptedException {
        places.acquire();
        throwIfWrong();
    }

    /** One has ended, well or not; callable from any thread. */
    void ended(@Nullable Integer sum, @Nullable Throwable failure) {
        if (failure != null) {
            wrong.compareAndSet(null, new IllegalStateException("a workflow failed", failure));
        } else if (sum == null || sum != Engine.SUM) {
            wrong.compareAndSet(
                    null, new IllegalStateException("a workflow came to %d instead of %d".formatted(sum, Engine.SUM)));
        }
        places.release();
    }

    /** Blocks until none is under way. */
    void awaitAll() throws InterruptedException {
        places.acquire(atOnce);
        places.release(atOnce);
        throwIfWrong();
    }

    private void throwIfWrong() {
        RuntimeException first = wrong.get();
        if (first != null) throw first;
    }
}
