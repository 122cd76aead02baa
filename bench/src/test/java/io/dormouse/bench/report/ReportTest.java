package io.dormouse.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void shouldTellTheMachineFirstAndTheFiguresLast() {
        tell(false);

        List<String> lines = lines();
        assertThat(lines).hasSize(4);
        assertThat(lines.getFirst()).contains("processors", "fsync on");
        assertThat(lines.get(2)).contains("ours").endsWith("12,345");
        assertThat(new JsonObject(lines.getLast()))
                .isEqualTo(new JsonObject().put("stepsPerSecond", 12_345).put("ratioToDbos", 2.346));
    }

    @Test
    void shouldTellProgramsNothingButTheFigures() {
        tell(true);

        assertThat(lines()).hasSize(1).first().asString().startsWith("{");
    }

    private void tell(boolean onlyJson) {
        Report report = new Report(new PrintStream(said, true, StandardCharsets.UTF_8), onlyJson);
        report.say("durable steps a second");
        report.figure("stepsPerSecond", "ours", 12_345.4);
        report.figure("ratioToDbos", 2.34567);
        report.end();
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
