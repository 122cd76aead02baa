package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * 1,000 workflows sleep on approvals at once, in the 512 MiB of heap that the script gives, and all wake. Part of the long form:
 * {@code DORMOUSE_LONG=1} in the environment.
 */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class ManyAsleepTest {
    private static final int WORKFLOWS = 1_000;
    private static final int CONNECTIONS = 32;
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final List<Provisioning> wanted = Provisioning.many(WORKFLOWS);
    private final Semaphore connections = new Semaphore(CONNECTIONS);

    private interface Request {
        Api.Reply send(Provisioning each) throws IOException;
    }

    @Test
    void shouldWakeAndCompleteEveryOne() throws Exception {
        try (Site site = Site.fresh()) {
            Running up = site.up();
            try (Api api = up.api();
                    Tables tables = Tables.of(site)) {
                long began = System.nanoTime();
                forEach(each -> api.start("provision-server", each.id(), each.input()));
                Waiting.until(
                        "all sleep",
                        DEADLINE,
                        () -> tables.count("dormouse.workflow WHERE status = 'WAITING'") == WORKFLOWS);
                long asleep = System.nanoTime();
                forEach(each -> api.decide(each.approval(), "approve"));
                long approved = System.nanoTime();
                Waiting.until("all have ended", DEADLINE, () -> tables.count(Inspection.COMPLETED) == WORKFLOWS);
                long ended = System.nanoTime();
                System.out.printf(
                        "many asleep: %d workflows asleep after %d ms; approved in %d ms, all completed %d ms after"
                                + " the first approval%n",
                        WORKFLOWS, millis(began, asleep), millis(asleep, approved), millis(asleep, ended));
            }
            assertThat(Inspection.faults(site, up, wanted, List.of())).isEmpty();
            assertThat(up.stop()).isZero();
        }
    }

    private void forEach(Request request) throws Exception {
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> sent = new ArrayList<>();
            for (Provisioning each : wanted) sent.add(people.submit(() -> inTurn(each, request)));
            for (Future<?> one : sent) one.get();
        }
    }

    private Void inTurn(Provisioning each, Request request) throws Exception {
        connections.acquire();
        try {
            request.send(each).ok();
            return null;
        } finally {
            connections.release();
        }
    }

    private static long millis(long from, long to) {
        return Duration.ofNanos(to - from).toMillis();
    }
}
