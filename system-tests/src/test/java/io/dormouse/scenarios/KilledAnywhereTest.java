package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Killed anywhere, it goes on: SIGKILL for the JVM at random moments, its start included, sometimes for the Postgres below it
 * too or alone, while people start workflows, approve, reject, signal and cancel, and timers come due. In the end everything has
 * happened, and happened once.
 *
 * <p>{@code DORMOUSE_LONG=1} in the environment is the long form; {@code -Ddormouse.seed=N} repeats the choices of a run.
 */
class KilledAnywhereTest {
    private static final boolean LONG = "1".equals(System.getenv("DORMOUSE_LONG"));
    private static final int KILLS = LONG ? 20 : 3;
    private static final int WORKFLOWS = LONG ? 50 : 10;
    private static final int ERRANDS = LONG ? 48 : 12;
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private final long seed = Long.getLong("dormouse.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final List<Provisioning> wanted = Provisioning.many(WORKFLOWS);
    private final List<Errand> errands = Errand.many(ERRANDS);
    private final List<String> story = new ArrayList<>();

    @Test
    void shouldFinishEveryWorkflowOnceWhateverIsKilledWhen() throws Exception {
        System.out.printf("killed anywhere: %d workflows, %d kills, seed %d%n", WORKFLOWS + ERRANDS, KILLS, seed);
        try (Site site = Site.fresh();
                Crowd crowd = new Crowd(wanted, errands)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                liveAndDie(kill, site, crowd);
            }
            Running last = site.upWithExamples();
            crowd.turnTo(last);
            crowd.mayApprove(WORKFLOWS);
            System.out.printf("  the last life goes on %s after Postgres was killed alone%n", outlives(last));
            try (Tables tables = Tables.of(site)) {
                awaitEnds(tables, crowd);
                System.out.printf("  %s operations had to be taken over%n", takenOver(tables));
            }

            assertThat(Inspection.faults(site, last, wanted, errands))
                    .as("seed %d, %s", seed, story)
                    .isEmpty();
            assertThat(crowd.surprises()).as("what people saw, seed %d", seed).isEmpty();
            assertThat(last.stop()).isZero();
        }
    }

    private void awaitEnds(Tables tables, Crowd crowd) {
        try {
            Waiting.until(
                    "all workflows have ended",
                    DEADLINE,
                    () -> tables.count(Inspection.ENDED) == WORKFLOWS + ERRANDS
                            && tables.count("dormouse.cancellation") == 0);
        } catch (AssertionError e) {
            throw new AssertionError(
                    "seed %d, %s; under way: %s; to be withdrawn: %s; what people saw: %s"
                            .formatted(
                                    seed,
                                    story,
                                    tables.rows("SELECT id, status, waiting_for, source_line, updated_at::text FROM"
                                            + " dormouse.workflow WHERE finished_at IS NULL"),
                                    tables.rows("SELECT cancellation::text FROM dormouse.cancellation"),
                                    crowd.surprises()),
                    e);
        }
    }

    /** One life: in turn it is killed wherever it is, while it works on what people have just approved, and while it starts. */
    private void liveAndDie(int number, Site site, Crowd crowd) throws InterruptedException {
        Running life = site.launch(site.withExamples());
        String moment;
        if (number % 4 == 3) {
            moment = lives(life, 2_500) + " after its launch";
        } else {
            crowd.turnTo(life.untilReady());
            // Each life sees its share of the approvals, so that none is without work
            int share = WORKFLOWS * number / (KILLS + 1);
            Waiting.until(
                    "there is something to do", () -> number % 2 == 0 ? crowd.asked() >= share : crowd.started() > 0);
            crowd.mayApprove(share);
            moment = "%s after people could approve %d".formatted(lives(life, number % 2 == 0 ? 600 : 2_500), share);
            if (number % 4 == 0) moment += " and %s after Postgres was killed alone".formatted(outlives(life));
        }
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
        story.add("%s killed %s".formatted(order, moment));
        System.out.println("  " + story.getLast());
    }

    /** Kills the Postgres below it, which the JVM starts again, and lets both live on for a while. */
    private String outlives(Running life) throws InterruptedException {
        life.postgres().orElseThrow().destroyForcibly();
        return lives(life, 4_000);
    }

    /** Lets it live for a random time, and says for how long. */
    private String lives(Running life, int atMostMillis) throws InterruptedException {
        Duration time = Duration.ofMillis(random.nextInt(atMostMillis));
        assertThat(life.survives(time))
                .as("it lives until it is killed: %s", life.said())
                .isTrue();
        return time.toMillis() + " ms";
    }

    /** Operations that a later life had to finish, by service: without any, the kills would have met nothing. */
    private static String takenOver(Tables tables) {
        return Stream.of("iaas", "approval", "job", "dns")
                .map(schema -> schema + " " + tables.count(schema + ".operation WHERE attempt > 1"))
                .collect(Collectors.joining(", "));
    }
}
