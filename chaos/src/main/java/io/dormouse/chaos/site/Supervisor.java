package io.dormouse.chaos.site;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts what has died again, after a pause as a real one would make: up to five seconds. */
final class Supervisor implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().daemon().name("supervisor").unstarted(task));
    private final Random random;

    Supervisor(Random random) {
        this.random = random;
    }

    void ended(Member member, int exitCode) {
        long pause = random.nextLong(LONGEST_PAUSE.toMillis());
        log.info("{} ended with {}; starts again in {} ms", member.name(), exitCode, pause);
        try {
            timer.schedule(() -> startAgain(member), pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("{} ended while the site is torn down", member.name());
        }
    }

    private void startAgain(Member member) {
        try {
            member.startAgain();
        } catch (SiteException e) {
            log.error("{} cannot be started again", member.name(), e);
        }
    }

    /** Whether the site is being torn down: nothing may start any more. */
    boolean isClosed() {
        return timer.isShutdown();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
