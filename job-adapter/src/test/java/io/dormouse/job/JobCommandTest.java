package io.dormouse.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.job.JobException;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobCommandTest {
    @Test
    void shouldPutTheArgumentAndTheKeyInTheirPlaces() {
        JobCommand job = JobCommand.remembering("release", "{key}", "v{argument}", "{argument}.tar");

        assertThat(job.commandLine("1.0", "web1/1/3")).hasToString("release web1/1/3 v1.0 1.0.tar");
    }

    @Test
    void shouldNotTakeAPlaceholderFromACaller() {
        assertThatThrownBy(() ->
                        JobCommand.remembering("deploy", "{argument}", "{key}").commandLine("{key}", "web1/1/3"))
                .isInstanceOf(JobException.class);
    }

    @Test
    void shouldRefuseAJobThatRemembersKeysButIsGivenNone() {
        assertThatThrownBy(() -> JobCommand.remembering("deploy", "{argument}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("{key}");
    }

    @Test
    void shouldRefuseAWordThatCouldNeverBeSent() {
        assertThatThrownBy(() -> new JobCommand(List.of("rm", "*"), false)).isInstanceOf(JobException.class);
    }
}
