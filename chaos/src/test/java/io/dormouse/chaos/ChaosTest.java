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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Fifteen processes on a machine that has nothing else to do, for two and a half minutes; an hour is for {@code ./dormouse chaos --minutes 60}. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_CHAOS", matches = "1")
@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "namespaces need root")
class ChaosTest {
    @TempDir
    Path folder;

    @Test
    void shouldLoseAndDoubleNothingWhateverFails() throws IOException, SQLException {
        Report report = new Run(folder, Duration.ofSeconds(75), 5, 8, Optional.empty()).go();
        assertThat(report.clean()).as(report.table()).isTrue();
        assertThat(report.faults()).as("faults").isNotEmpty();
        assertThat(report.verdict().acknowledged()).as("acknowledged").isNotEmpty();
    }
}
