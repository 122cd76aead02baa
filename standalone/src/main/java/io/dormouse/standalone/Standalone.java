package io.dormouse.standalone;

import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.postgres.EmbeddedPostgres;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of everything: Postgres and the cluster member start side by side, then the services, all at once. */
final class Standalone {
    private static final Logger log = LoggerFactory.getLogger(Standalone.class);
    private static final Duration SERVICES_STOP = Duration.ofSeconds(3);
    private static final Duration POSTGRES_STOP = Duration.ofSeconds(4);

    private final Settings settings;
    private final DataFolder folder;
    private final Consumer<String> progress;
    private final CountDownLatch ended = new CountDownLatch(1);
    private CompletableFuture<ClusterMember> member = notStarted();
    private CompletableFuture<EmbeddedPostgres> postgres = notStarted();
    private boolean stopping;
    private boolean ready;

    /** A run that owns the folder from now on, and closes it when it stops. */
    Standalone(Settings settings, DataFolder folder, Consumer<String> progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
    }

    /** Returns the line that says where it is to be reached, when everything answers. Whatever fails, nothing stays running. */
    String start() {
        long began = System.nanoTime();
        try {
            requireFreePorts();
            Secrets secrets = Secrets.of(folder, settings.token());
            begin();
            Services services = new Services(settings, folder, secrets, postgres.join(), member.join());
            Reached reached = await(services.deploy());
            String line = announce(secrets, reached);
            log.info(
                    "ready after {} ms",
                    Duration.ofNanos(System.nanoTime() - began).toMillis());
            return line;
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /** Blocks until it cannot go on; answers the exit code. A stop from outside ends the JVM from its shutdown hook. */
    int awaitEnd() throws InterruptedException {
        ended.await();
        return 1;
    }

    /**
     * Stops the services, then Postgres; within 5 s. Safe from any thread, at any time, twice.
     *
     * @return whether this ended a run that was well
     */
    synchronized boolean stop() {
        if (stopping) return false;
        stopping = true;
        finish("the services", member.thenCompose(joined -> joined.leave().toCompletionStage()), SERVICES_STOP);
        finish("Postgres", postgres.thenAccept(EmbeddedPostgres::close), POSTGRES_STOP);
        folder.close();
        log.info("stopped");
        return ready && ended.getCount() > 0;
    }

    private void requireFreePorts() {
        FreePort.requireTcp("--port", settings.port());
        FreePort.requireTcp("--dns-port", settings.dnsPort());
        FreePort.requireUdp("--dns-port", settings.dnsPort());
    }

    private synchronized void begin() {
        refuseIfStopping();
        ClusterConfig alone = ClusterConfig.alone("dormouse-" + UUID.randomUUID(), Services.WORKFLOW);
        member = inBackground(() -> await(ClusterMember.join(alone)));
        postgres = inBackground(() -> EmbeddedPostgres.start(
                folder.file("postgres"), folder.file("logs/postgres.log"), Services.SCHEMAS, progress));
    }

    private synchronized String announce(Secrets secrets, Reached reached) {
        refuseIfStopping();
        postgres.join().lost().whenComplete((never, reason) -> end(reason));
        folder.announce(reached.url(), secrets.token(), reached.dnsPort());
        ready = true;
        return "ready %s token=%s".formatted(reached.url(), secrets.token());
    }

    private void refuseIfStopping() {
        if (stopping) throw StartException.stopped();
    }

    private void end(Throwable reason) {
        Up.complain(Sentence.of(reason));
        ended.countDown();
    }

    private static <T> CompletableFuture<T> notStarted() {
        return CompletableFuture.failedFuture(StartException.stopped());
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    private static <T> CompletableFuture<T> inBackground(Supplier<T> starting) {
        return CompletableFuture.supplyAsync(
                starting, task -> Thread.ofPlatform().daemon().name("start").start(task));
    }

    /** What did not start needs no stop; what does not stop in time does not keep the rest from stopping. */
    private static void finish(String what, CompletableFuture<?> stopped, Duration patience) {
        if (stopped.isCompletedExceptionally()) return;
        try {
            stopped.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.warn("{} did not stop in good order", what, e);
        }
    }
}
