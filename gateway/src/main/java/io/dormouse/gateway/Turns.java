package io.dormouse.gateway;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Lets few of many go at a time, first come, first served. All on one event loop. */
final class Turns {
    private final Vertx vertx;
    private final int most;
    private final Duration longest;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int taken;
    private boolean giving;

    private record Waiting(BooleanSupplier wanted, Supplier<Future<?>> turn) {}

    /**
     * @param most so many turns are taken at a time
     * @param longest so long a turn lasts if it does not end
     */
    Turns(Vertx vertx, int most, Duration longest) {
        this.vertx = vertx;
        this.most = most;
        this.longest = longest;
    }

    /**
     * Waits for a turn, and takes it now or later.
     *
     * @param wanted whether the turn is still wanted when it comes
     * @param turn begins it, and answers its end
     */
    void take(BooleanSupplier wanted, Supplier<Future<?>> turn) {
        waiting.add(new Waiting(wanted, turn));
        give();
    }

    /** In a loop: a turn that ends at once would otherwise give the next one inside itself, thousands deep. */
    private void give() {
        if (giving) return;
        giving = true;
        try {
            while (taken < most && !waiting.isEmpty()) begin(waiting.remove());
        } finally {
            giving = false;
        }
    }

    private void begin(Waiting next) {
        if (!next.wanted().getAsBoolean()) return;
        taken++;
        Promise<Void> over = Promise.promise();
        long timer = vertx.setTimer(longest.toMillis(), late -> over.tryComplete());
        over.future().onComplete(free -> {
            vertx.cancelTimer(timer);
            taken--;
            give();
        });
        next.turn().get().onComplete(ended -> over.tryComplete());
    }
}
