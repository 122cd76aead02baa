package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The three programs that this project comes from, each with a SIGKILL in the middle: asked in one life, answered in the next. */
class ThreeProgramsTest {
    private static final Set<String> LINES = Set.of("enter g", "a", "leave g", "b", "c");
    private static final Site site = Site.fresh();
    private static Running first = site.upWithExamples();
    private static Running second = first;
    private static Api api = first.api();

    @BeforeAll
    static void liveAndDie() throws Exception {
        start("three-lines", "lines", "{\"model\":\"B6\",\"release\":\"3.0\"}");
        start("generator", "yes", "{\"something\":\"wash the car\"}");
        start("generator", "no", "{\"something\":\"wash the car\"}");
        start("forward-and-back", "f", "{}");
        decide("f.0.1", "approve");
        decide("f.0.4", "approve");
        List.of("lines.0.1", "yes.0.1", "no.0.1", "f.0.6").forEach(ThreeProgramsTest::untilAsked);
        List.of("lines", "yes", "no", "f").forEach(id -> api.untilStatus(id, "WAITING"));

        first.kill();

        second = site.upWithExamples();
        api.close();
        api = second.api();
    }

    @AfterAll
    static void end() {
        api.close();
        site.close();
    }

    private static void start(String name, String id, String input) throws IOException {
        api.start(name, id, input).ok();
    }

    private static void untilAsked(String approval) {
        Waiting.until(approval + " is asked", () -> {
            try {
                return api.get("approvals/" + approval).status() == 200;
            } catch (IOException e) {
                throw new AssertionError("the API does not answer", e);
            }
        });
    }

    private static void decide(String approval, String decision) throws IOException {
        untilAsked(approval);
        api.decide(approval, decision).ok();
    }

    private static List<JsonNode> journal(String id) throws IOException {
        return api.all("workflows/%s/journal".formatted(id));
    }

    @Nested
    class ThreeLines {
        @Test
        void shouldDeployToTheServerThatItGotInItsLifeBefore() throws IOException {
            decide("lines.0.1", "approve");

            String said = api.untilStatus("lines", "COMPLETED").path("result").asText();
            assertThat(said).startsWith("deployed 3.0 on ");
            assertThat(Json.items(site.run("servers", "--json").json()))
                    .singleElement()
                    .satisfies(server ->
                            assertThat(said.strip()).endsWith(server.path("id").asText()));
        }
    }

    @Nested
    class Generator {
        @Test
        void shouldDoAnotherAfterApproved() throws IOException {
            assertGoesOn("yes", "approve", "did another after approved");
        }

        @Test
        void shouldDoAnotherAfterRejected() throws IOException {
            assertGoesOn("no", "reject", "did another after rejected");
        }

        private void assertGoesOn(String id, String decision, String result) throws IOException {
            decide(id + ".0.1", decision);

            assertThat(api.untilStatus(id, "COMPLETED").path("result").asText()).isEqualTo(result);
            assertThat(journal(id))
                    .as("what was done before the kill was not done again")
                    .filteredOn(entry -> entry.path("type").asText().equals("Completed"))
                    .extracting(entry -> entry.path("seq").asInt())
                    .containsExactly(0, 1, 2);
        }
    }

    @Nested
    class ForwardAndBack {
        @Test
        void shouldPrintEachStageOfEachForkOnce() throws IOException {
            fork(1, "from-1");
            decide("from-1.0.1", "approve");
            untilAsked("from-1.0.4");
            fork(3, "from-3");
            decide("from-3.0.6", "approve");
            api.untilStatus("from-3", "COMPLETED");

            List<String> printed = Stream.of(first, second)
                    .flatMap(life -> life.said().lines())
                    .filter(LINES::contains)
                    .toList();
            assertThat(printed).containsExactly("enter g", "a", "leave g", "b", "a", "leave g", "c");
            assertThat(api.workflow("f").path("status").asText())
                    .as("the first one still stands at stop 3")
                    .isEqualTo("WAITING");
        }

        private void fork(int stop, String id) throws IOException {
            site.run("fork", "f", Long.toString(position(stop)), "--id", id).told();
        }

        /** Where it stood at a stop: the position before the answer that let it go on, or the last one. */
        private long position(int stop) throws IOException {
            List<JsonNode> journal = journal("f");
            int seq = List.of(1, 4, 6).get(stop - 1);
            return journal.stream()
                            .filter(entry -> entry.path("type").asText().equals("Completed")
                                    && entry.path("seq").asInt() == seq)
                            .findFirst()
                            .map(entry -> entry.path("position").asLong())
                            .orElse((long) journal.size())
                    - 1;
        }
    }
}
