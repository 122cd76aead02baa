package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Messages;
import io.dormouse.engine.replay.Request;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Calls of services: tried again, with growing pauses, for as long as the infrastructure fails and somebody wants them. */
final class ServiceCalls {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Bus bus;
    private final Loop loop;
    private final RandomGenerator jitter;

    ServiceCalls(Bus bus, Loop loop, RandomGenerator jitter) {
        this.bus = bus;
        this.loop = loop;
        this.jitter = jitter;
    }

    /** What a call tells the owner. */
    interface Listener {
        void answered(String json);

        /** Nobody wanted it any more when it was to be tried again. */
        void unwanted();

        void refused(Bus.Refused refusal);

        void troubled(String trouble);

        /** It waits before it is tried again. */
        void paused(Pause pause);
    }

    /** Calls until there is an answer, or nobody wants it any more. */
    void call(Request.ServiceCall call, String key, String actor, BooleanSupplier wanted, Listener listener) {
        attempt(call, key, actor, wanted, listener, 1);
    }

    private void attempt(
            Request.ServiceCall call, String key, String actor, BooleanSupplier wanted, Listener listener, int number) {
        if (!wanted.getAsBoolean()) {
            listener.unwanted();
            return;
        }
        bus.call(call, key, actor).onComplete(listener::answered, failure -> {
            if (failure instanceof Bus.Refused refusal) {
                listener.refused(refusal);
                return;
            }
            Duration pause = pauseAfter(number);
            listener.troubled("attempt %d failed: %s; next in %.1f s"
                    .formatted(number, Messages.firstLine(failure), pause.toMillis() / 1000.0));
            listener.paused(Pause.begin(loop, pause, () -> attempt(call, key, actor, wanted, listener, number + 1)));
        });
    }

    /**
     * Repeats until the service has noted that nobody wants the call of a key, and that is written; or it is not ours to do.
     *
     * @param over called in either case
     */
    void withdraw(Withdrawal withdrawal, BooleanSupplier ours, Supplier<Future<Void>> written, Runnable over) {
        withdraw(withdrawal, ours, written, over, 1);
    }

    private void withdraw(
            Withdrawal withdrawal, BooleanSupplier ours, Supplier<Future<Void>> written, Runnable over, int number) {
        if (!ours.getAsBoolean()) {
            over.run();
            return;
        }
        bus.cancel(withdrawal)
                .compose(noted -> written.get())
                .onComplete(
                        done -> loop.execute(over),
                        failure -> loop.execute(() -> loop.schedule(
                                pauseAfter(number), () -> withdraw(withdrawal, ours, written, over, number + 1))));
    }

    /** Doubles with every attempt, up to half a minute, give or take a quarter. */
    private Duration pauseAfter(int number) {
        long millis = Math.min(FIRST_PAUSE.toMillis() << Math.min(number - 1, 20), LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(Math.round(millis * (0.75 + jitter.nextDouble() / 2)));
    }
}
