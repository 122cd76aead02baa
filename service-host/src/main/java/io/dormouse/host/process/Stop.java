package io.dormouse.host.process;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the process ends: whoever asks for it, a signal or {@link #end}, the work is handed over and the JVM halts with the code,
 * within the patience, whatever hangs, a log that nobody reads included.
 */
final class Stop {
    private static final Logger log = LoggerFactory.getLogger(Stop.class);

    /** After the patience is over, so much longer for saying so. */
    private static final long LAST_WORDS_MILLIS = 500;

    private final Condition condition;
    private final Duration patience;
    private final Supplier<Future<?>> handOver;
    private final AtomicInteger code = new AtomicInteger();

    /** @param handOver gives back what the process holds; asked once, may never complete */
    Stop(Condition condition, Duration patience, Supplier<Future<?>> handOver) {
        this.condition = condition;
        this.patience = patience;
        this.handOver = handOver;
    }

    /** From now on a signal stops in good order. */
    void onSignal() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "stop"));
    }

    /** Ends the process from inside. Returns at once; any thread. */
    void end(int exitCode) {
        code.set(exitCode);
        // exit() blocks until the hooks are through, and this may be a thread that they need
        Thread.ofPlatform().name("end").start(() -> System.exit(exitCode));
    }

    private void run() {
        if (!condition.stopping()) return;
        Thread.ofPlatform().daemon().name("stop-watch").start(this::haltInTime);
        log.info("stopping");
        try {
            handOver.get().toCompletionStage().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            log.info("stopped");
        } catch (TimeoutException e) {
            log.warn("the stop hangs for {} s; the process ends all the same", patience.toSeconds());
        } catch (ExecutionException | InterruptedException e) {
            log.warn("it did not stop in good order: {}", Sentence.of(e), e);
        }
        Runtime.getRuntime().halt(code.get());
    }

    private void haltInTime() {
        try {
            new CountDownLatch(1).await(patience.toMillis() + LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            log.debug("the watch was interrupted, so the process ends now", e);
        }
        Runtime.getRuntime().halt(code.get());
    }
}
