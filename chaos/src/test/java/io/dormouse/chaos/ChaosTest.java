package io.dormouse.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.chaos.report.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Fifteen processes on a machine that has nothing else to do, for less than four and a half minutes; an hour is for
 * {@code ./dormouse chaos --minutes 60}. It runs the programs that are packaged.
 */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_CHAOS", matches = "1")
@NeedsNamespaces
class ChaosTest {
    private static final Duration STORM = Duration.ofSeconds(75);
    private static final long SEED = 5;
    private static final int RATE = 8;

    @Test
    void shouldLoseAndDoubleNothingWhateverFails() throws IOException, SQLException {
        Path folder = RunFolder.of(null);
        Run run = new Run(folder, STORM, SEED, RATE, Optional.empty());
        System.out.printf("chaos with the seed %d for %d s; logs in %s%n", SEED, STORM.toSeconds(), folder);
        Report report = run.go();
        String story = "%s%neverything is in %s".formatted(report.table(), folder);
        assertThat(report.clean()).as("%s", story).isTrue();
        assertThat(report.faults()).as("faults; %s", story).isNotEmpty();
        assertThat(report.verdict().acknowledged())
                .as("acknowledged; %s", story)
                .isNotEmpty();
        RunFolder.delete(folder);
    }
}
