package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The examples as an author tries them: one jar, one {@code up}, each started as its file says. */
class EveryExampleTest {
    private static final String B6 = "\"model\":\"B6\"";

    /** Those that come to their end by themselves. */
    private static final Map<String, String> THAT_END = Map.ofEntries(
            Map.entry("ask-in-time", "{\"release\":\"1.0\",\"seconds\":1}"),
            Map.entry("composed", "{%s,\"releases\":[\"1.0\",\"1.1\"]}".formatted(B6)),
            Map.entry("count-primes", "{\"below\":100000}"),
            Map.entry("count-words", "{\"text\":\"to be or not to be\"}"),
            Map.entry("first-server", "{\"wish\":\"B6\",\"otherwise\":\"B6\"}"),
            Map.entry("fleet", "{%s,\"size\":3}".formatted(B6)),
            Map.entry("hand-over", "{\"name\":\"Grace\"}"),
            Map.entry("insist", "{%s}".formatted(B6)),
            Map.entry("name-a-server", "{%s,\"name\":\"one.demo.test\"}".formatted(B6)),
            Map.entry("raffle", "{\"tickets\":[\"Ada\",\"Grace\"]}"),
            Map.entry("roll-out", "{%s,\"names\":[\"two.demo.test\"]}".formatted(B6)));

    /** Those that wait, and for what. */
    private static final Map<String, List<String>> THAT_WAIT = Map.ofEntries(
            Map.entry(
                    "all-or-nothing", List.of("{%s,\"name\":\"six.demo.test\"}".formatted(B6), "Keep six.demo.test?")),
            Map.entry("basket", List.of("{\"shopper\":\"Ada\"}", "signal item")),
            Map.entry("forward-and-back", List.of("{}", "go on from stop 1?")),
            Map.entry("generator", List.of("{\"something\":\"wash the car\"}", "did wash the car; another?")),
            Map.entry("greet", List.of("{\"name\":\"Ada\"}", "May I greet Ada?")),
            Map.entry("price", List.of("{\"cents\":100,\"taxPercent\":19}", "time ")),
            Map.entry("rebuild", List.of("{\"team\":\"web\"}", "time ")),
            Map.entry("remind", List.of("{\"of\":\"renew\",\"due\":\"2099-01-08T00:00:00Z\"}", "time 2099-01-01")),
            Map.entry("ship-when-paid", List.of("{\"number\":\"7\"}", "event order-7-paid")),
            Map.entry("tally", List.of("{\"yes\":0,\"no\":0}", "signal vote")),
            Map.entry("three-lines", List.of("{%s,\"release\":\"1.0\"}".formatted(B6), "deploy to 127.")),
            Map.entry("welcome", List.of("{\"name\":\"Ada\"}", "time ")));

    private static final Site site = Site.fresh();
    private static final Api api = site.upWithExamples().api();

    @BeforeAll
    static void startAll() throws IOException {
        for (Map.Entry<String, String> input : inputs().entrySet()) {
            api.start(input.getKey(), input.getKey(), input.getValue()).ok();
        }
    }

    private static Map<String, String> inputs() throws IOException {
        Map<String, String> inputs = new TreeMap<>(THAT_END);
        THAT_WAIT.forEach((name, inputAndWait) -> inputs.put(name, inputAndWait.getFirst()));
        Files.createDirectories(site.file("copies"));
        String file = Files.writeString(site.file("one"), "1").toString();
        inputs.put("copy-files", "{\"files\":[\"%s\"],\"to\":\"%s\"}".formatted(file, site.file("copies")));
        return inputs;
    }

    @AfterAll
    static void end() {
        api.close();
        site.close();
    }

    @Test
    void shouldBeStartedHere() throws IOException {
        assertThat(Json.items(api.get("definitions").ok()))
                .extracting(definition -> definition.path("name").asText())
                .filteredOn(name -> !name.equals("provision-server"))
                .containsAll(inputs().keySet())
                .isSubsetOf(inputs().keySet());
    }

    @Test
    void shouldEndIfItWaitsForNobody() {
        THAT_END.keySet().forEach(id -> api.untilStatus(id, "COMPLETED"));
        api.untilStatus("copy-files", "COMPLETED");
        assertThat(site.file("copies").resolve("one")).hasContent("1");
    }

    @Test
    void shouldTellWhatItWaitsForAndWhereAndBeCancelled() throws IOException {
        for (String id : THAT_WAIT.keySet()) {
            JsonNode view = api.untilStatus(id, "WAITING");
            assertThat(view.path("waitingFor").asText())
                    .contains(THAT_WAIT.get(id).getLast());
            assertThat(view.path("sourceLine").asText())
                    .matches("io\\.dormouse\\.examples\\.(\\w+)\\(\\1\\.java:\\d+\\)");
        }
        for (String id : THAT_WAIT.keySet()) {
            api.post("workflows/%s/cancel".formatted(id), "{}").ok();
        }
        THAT_WAIT.keySet().forEach(id -> api.untilStatus(id, "CANCELLED"));
    }
}
