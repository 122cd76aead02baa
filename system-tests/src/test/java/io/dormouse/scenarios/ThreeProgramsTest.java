package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The three programs that this project comes from, each with a SIGKILL in the middle: asked in one life, answered in the next. */
@ExtendWith(Shared.class)
class ThreeProgramsTest {
    private static final Set<String> LINES = Set.of("enter g", "a", "leave g", "b", "c");

    private final SecondLife life;
    private final Site site;
    private final Api api;

    ThreeProgramsTest(SecondLife life) {
        this.life = life;
        site = life.site();
        api = life.api();
    }

    private List<JsonNode> journal(String id) throws IOException {
        return api.all("workflows/%s/journal".formatted(id));
    }

    @Nested
    class ThreeLines {
        @Test
        void shouldDeployToTheServerThatItGotInItsLifeBefore() throws IOException {
            api.decideWhenAsked("lines.0.1", "approve");

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
            api.decideWhenAsked(id + ".0.1", decision);

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
            api.decideWhenAsked("from-1.0.1", "approve");
            api.untilAsked("from-1.0.4");
            fork(3, "from-3");
            api.decideWhenAsked("from-3.0.6", "approve");
            api.untilStatus("from-3", "COMPLETED");

            List<String> printed = life.said().stream().filter(LINES::contains).toList();
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
