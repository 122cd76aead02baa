package io.dormouse.chaos.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dormouse.chaos.check.Verdict;
import io.dormouse.chaos.check.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Violation TWO_SERVERS =
            new Violation("doubled", "server", "life-1 was given two servers, 127.1.0.4 and 127.1.0.5");

    @Test
    void shouldBeCleanWhenEveryPromiseWasKept() {
        assertThat(report(List.of(), Optional.empty()).clean()).isTrue();
    }

    @Test
    void shouldNotBeCleanWhenSomethingWasDoneTwice() {
        Report report = report(List.of(TWO_SERVERS), Optional.empty());
        assertThat(report.clean()).isFalse();
        assertThat(report.table()).contains("doubled").contains("life-1 was given two servers");
    }

    @Test
    void shouldNotBeCleanWhenTheSuiteNeverBecameQuiet() {
        Report report = report(List.of(), Optional.of("The suite never became quiet."));
        assertThat(report.clean()).isFalse();
        assertThat(report.table()).contains("never became quiet");
    }

    @Test
    void shouldCountFaultsAndOperations() {
        assertThat(report(List.of(), Optional.empty()).table())
                .containsPattern("kill +3\\b")
                .containsPattern("freeze +2\\b")
                .containsPattern("all +5\\b")
                .containsPattern("signal +1,200\\b");
    }

    @Test
    void shouldTellProgramsTheSameAsPeople() throws JsonProcessingException {
        JsonNode json = new ObjectMapper()
                .readTree(report(List.of(TWO_SERVERS), Optional.empty()).json());
        assertThat(json.path("clean").asBoolean(true)).isFalse();
        assertThat(json.path("faults").path("kill").asInt()).isEqualTo(3);
        assertThat(json.path("acknowledged").path("signal").asInt()).isEqualTo(1_200);
        assertThat(json.path("doubled").path(0).path("sentence").asText()).contains("life-1");
        assertThat(json.path("longestStallSeconds").asDouble()).isEqualTo(4.2);
    }

    @Test
    void shouldBeADocumentWithTheCommandThatMakesIt() {
        assertThat(report(List.of(), Optional.empty()).markdown())
                .contains("`./dormouse chaos --minutes 60 --seed 7`")
                .contains("| kill | 3 |")
                .contains("| lost | 0 |");
    }

    private static Report report(List<Violation> doubled, Optional<String> trouble) {
        return new Report(
                "./dormouse chaos --minutes 60 --seed 7",
                new Machine("Linux 6.18", 2, 24, "25", "2026-11-22"),
                Duration.ofMinutes(60),
                Map.of("kill", 3, "freeze", 2),
                new Verdict(
                        Map.of("signal", 1_200L),
                        List.of(),
                        doubled,
                        List.of(),
                        Duration.ofMillis(4_200),
                        Duration.ofMillis(9_000)),
                trouble);
    }
}
