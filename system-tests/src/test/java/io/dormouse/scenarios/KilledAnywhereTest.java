package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Killed anywhere, it goes on: SIGKILL for the JVM at random moments, its start included, sometimes for the Postgres below it
 * too, while people start workflows and approve. In the end everything has happened, and happened once.
 *
 * <p>{@code -Ddormouse.long=true} is the long form; {@code -Ddormouse.seed=N} repeats the choices of a run.
 */
class KilledAnywhereTest {
    private static final boolean LONG = Boolean.getBoolean("dormouse.long");
    private static final int KILLS = LONG ? 20 : 3;
    private static final int WORKFLOWS = LONG ? 50 : 10;
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final long seed = Long.getLong("dormouse.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<Provisioning> wanted = Provisioning.many(WORKFLOWS);
    private final List<String> story = new ArrayList<>();

    @Test
    void shouldFinishEveryWorkflowOnceWhateverIsKilledWhen() throws Exception {
        System.out.printf("killed anywhere: %d workflows, %d kills, seed %d%n", WORKFLOWS, KILLS, seed);
        try (Site site = Site.fresh();
                Crowd crowd = new Crowd(wanted)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                // Each life sees its share of the approvals, so that none is without work
                crowd.mayApprove(WORKFLOWS * kill / (KILLS + 1));
                liveAndDie(site, crowd);
            }
            crowd.mayApprove(WORKFLOWS);
            Running last = site.up();
            crowd.turnTo(last);
            try (Tables tables = Tables.of(site)) {
                Waiting.until("all workflows have ended", DEADLINE, () -> tables.count(Inspection.COMPLETED) == WORKFLOWS);
            }

            assertThat(Inspection.faults(site, last, wanted)).as("seed %d, %s", seed, story).isEmpty();
            assertThat(crowd.surprises()).as("what people saw, seed %d", seed).isEmpty();
            assertThat(last.stop()).isZero();
        }
    }

    /** One life: sometimes it is killed before it is ready, mostly while it works. */
    private void liveAndDie(Site site, Crowd crowd) throws InterruptedException {
        Running life = site.launch();
        boolean early = random.nextInt(5) == 0;
        if (!early) crowd.turnTo(life.untilReady());
        // Half of them soon, while what was found unfinished is under way again
        Duration time = Duration.ofMillis(random.nextInt(random.nextBoolean() ? 600 : 2_500));
        assertThat(life.survives(time)).as("it lives until it is killed: %s", life.said()).isTrue();
        Optional<ProcessHandle> postgres = life.postgres();
        String order = switch (random.nextInt(3)) {
            case 0 -> {
                life.kill();
                yield "the JVM";
            }
            case 1 -> {
                life.kill();
                postgres.ifPresent(ProcessHandle::destroyForcibly);
                yield "the JVM, then Postgres";
            }
            default -> {
                postgres.ifPresent(ProcessHandle::destroyForcibly);
                life.kill();
                yield "Postgres, then the JVM";
            }
        };
        story.add("%s killed %d ms after %s".formatted(order, time.toMillis(), early ? "its launch" : "it was ready"));
        System.out.println("  " + story.getLast());
    }
}
