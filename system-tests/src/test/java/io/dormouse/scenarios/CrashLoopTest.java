package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** A workflow that ends its process takes the others with it a few times, and then no more. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class CrashLoopTest {
    /** Two before anybody is suspected, three over the one that is, and one that had begun it all. */
    private static final int DEATHS = 6;

    @Test
    void shouldLeaveOutTheWorkflowThatEndsItsProcessAndGoOnWithTheOthers() throws Exception {
        try (Site site = Site.fresh()) {
            String[] options = site.withExamples();
            AuthorsJar.with(Deadly.class, Path.of(options[1]).resolve("deadly.jar"));
            Running first = site.up(options);
            first.api()
                    .start("three-lines", "harmless", "{\"model\":\"B6\",\"release\":\"1.0\"}")
                    .ok();
            first.api().untilStatus("harmless", "WAITING");
            endsItself(first);

            Running survivor = untilOneSurvives(site, options);

            assertThat(survivor.api()
                            .untilStatus("deadly", "STUCK")
                            .path("failure")
                            .path("type")
                            .asText())
                    .isEqualTo("CRASH_LOOP");
            survivor.api().decide("harmless.0.1", "approve").ok();
            survivor.api().untilStatus("harmless", "COMPLETED");
            survivor.api()
                    .post("workflows/deadly/terminate", "{\"reason\":\"it ends every process\"}")
                    .ok();
            assertThat(survivor.stop()).isZero();
        }
    }

    /** Starts the deadly one; no answer comes. */
    private static void endsItself(Running life) throws InterruptedException {
        try {
            life.api().start("deadly", "deadly", "\"\"");
        } catch (IOException e) {
            assertThat(e).as("the connection ends with the process").isNotNull();
        }
        assertThat(life.survives(Duration.ofSeconds(30))).isFalse();
    }

    private static Running untilOneSurvives(Site site, String[] options) throws InterruptedException {
        for (int life = 1; life < DEATHS; life++) {
            Running running = site.launch(options);
            Waiting.until("it is ready or has ended", () -> running.isReady() || !running.isAlive());
            if (running.survives(Duration.ofSeconds(8))) return running;
        }
        return site.up(options);
    }
}
