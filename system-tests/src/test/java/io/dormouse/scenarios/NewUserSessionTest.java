package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;

/** The session of the README, typed as a new user would. */
@ExtendWith(Shared.class)
class NewUserSessionTest {
    private final Site site;
    private final Running up;
    private final Api api;

    NewUserSessionTest(NewUser user) {
        site = user.site();
        up = user.up();
        api = user.api();
    }

    /** Types the command; the answer is the workflow's id. */
    private String start(String name) {
        return site.run("start", "provision-server", "model=B6", "name=" + name, "release=1.0")
                .told();
    }

    /** The id of the request that it waits for, as a person finds it in the table. */
    private String approvalOf(String workflow) {
        api.untilStatus(workflow, "WAITING");
        return site.run("approvals").lines().stream()
                .map(line -> line.split(" ", 2)[0])
                .filter(id -> id.startsWith(workflow + "."))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    @Execution(CONCURRENT)
    class FromTheRequestToTheName {
        @Test
        void shouldProvisionAServerThatAPersonApprovedAndShowEveryStep() throws Exception {
            String workflow = start("web1.demo.test");
            String approval = approvalOf(workflow);
            assertThat(up.names().addresses("web1.demo.test"))
                    .as("nothing goes live unasked")
                    .isEmpty();

            assertThat(site.run("approve", approval, "--comment", "go").told())
                    .contains("APPROVED")
                    .contains("go");

            api.untilStatus(workflow, "COMPLETED");
            List<String> addresses = up.names().addresses("web1.demo.test");
            assertThat(addresses).hasSize(1);
            assertThat(ServerPage.at(addresses.getFirst()).release()).isEqualTo("1.0");
            assertShows(site.run("show", workflow).lines(), addresses.getFirst());
        }

        /** Every step with its result, its time and its source line. */
        private void assertShows(List<String> shown, String address) {
            assertThat(shown).anyMatch(line -> line.matches("status +COMPLETED"));
            for (String step : List.of("iaas.v1/create", "ask", "job.v1/run", "dns.v1/upsert")) {
                assertThat(shown)
                        .as(step)
                        .filteredOn(line -> line.contains(" " + step + " "))
                        .singleElement()
                        .asString()
                        .containsPattern("\\d\\d:\\d\\d:\\d\\d")
                        .containsPattern("ProvisionServer\\.java:\\d+");
            }
            assertThat(shown).anyMatch(line -> line.contains("iaas.v1/create") && line.contains(address));
            assertThat(shown).anyMatch(line -> line.contains("job.v1/run") && line.contains("deployed 1.0 on"));
        }

        @Test
        void shouldGiveARejectedServerBackAndTellWhoCameTooLate() throws Exception {
            String workflow = start("web2.demo.test");
            String approval = approvalOf(workflow);

            assertThat(site.run("reject", approval, "--comment", "too dear").told())
                    .contains("REJECTED");
            Ended late = site.run("approve", approval);

            assertThat(late.code()).isEqualTo(1);
            assertThat(late.err()).contains("REJECTED").contains("first decision wins");
            JsonNode view = api.untilStatus(workflow, "COMPLETED");
            assertThat(view.path("result").path("live").asBoolean()).isFalse();
            assertThat(view.path("result").path("comment").asText()).isEqualTo("too dear");
            assertThat(up.names().addresses("web2.demo.test")).isEmpty();
            String address = view.path("result").path("address").asText();
            assertThat(Json.items(site.run("servers", "--json").json()))
                    .noneMatch(server -> server.path("address").asText().equals(address));
        }
    }

    @Nested
    @Execution(CONCURRENT)
    class OtherCommands {
        @Test
        void shouldWaitForTheEndAsLongAsWantedAndThenSaySo() {
            Ended started = site.run(
                    "start",
                    "provision-server",
                    "model=B6",
                    "name=slow.demo.test",
                    "release=1.0",
                    "--id",
                    "slow",
                    "--wait",
                    "1s");

            assertThat(started.lines()).hasSize(2).startsWith("slow").last().isIn("RUNNING", "WAITING");
            assertThat(started.err()).contains("slow has not ended yet");
        }

        @Test
        void shouldListWorkflowsAsATableAndAsJson() {
            String workflow = start("listed.demo.test");

            assertThat(site.run("ls").lines())
                    .anyMatch(line -> line.startsWith(workflow) && line.contains("provision-server"));
            assertThat(Json.items(site.run("ls", "--json").json()))
                    .anyMatch(item -> item.path("id").asText().equals(workflow));
        }

        @Test
        void shouldCheckNewCodeAgainstWhatRuns() {
            String workflow = start("checked.demo.test");
            String same =
                    Installation.sources().resolve("workflows/target/classes").toString();

            Ended checked = site.run("check", "--classes", same);

            assertThat(checked.lines())
                    .anyMatch(line -> line.startsWith("goes on")
                            && line.contains(workflow)
                            && line.contains("ProvisionServer(ProvisionServer.java:"))
                    .last()
                    .asString()
                    .contains(" 0 would be stuck");
            assertThat(checked.code()).isZero();
            assertThat(site.run("check", "--jar", "nowhere.jar").code()).isEqualTo(2);
        }

        @Test
        void shouldTriggerAnEventOnce() {
            assertThat(site.run("trigger", "order-7-paid", "{\"amount\":12.50}").told())
                    .contains("order-7-paid");
            assertThat(site.run("trigger", "order-7-paid", "{ \"amount\": 12.5 }")
                            .code())
                    .as("the same value again")
                    .isZero();

            Ended other = site.run("trigger", "order-7-paid", "{\"amount\":13}");

            assertThat(other.code()).isEqualTo(1);
            assertThat(other.err().lines()).hasSize(1);
        }

        @Test
        void shouldRefuseInOneSentenceWhatItCannotStart() {
            Ended unknownWorkflow = site.run("start", "provision-castle", "model=B6");
            Ended unknownField =
                    site.run("start", "provision-server", "model=B6", "name=a.demo.test", "release=1", "colour=red");
            Ended unknownId = site.run("show", "nobody");

            assertThat(unknownWorkflow.code()).isEqualTo(4);
            assertThat(unknownWorkflow.err()).contains("provision-castle").contains("provision-server");
            assertThat(unknownField.code()).isEqualTo(1);
            assertThat(unknownField.err()).contains("colour");
            assertThat(unknownId.code()).isEqualTo(4);
            assertThat(List.of(unknownWorkflow, unknownField, unknownId))
                    .allSatisfy(ended -> assertThat(ended.err().lines()).hasSize(1));
        }
    }

    @Nested
    @Execution(CONCURRENT)
    class Refusals {
        @Test
        void shouldRefuseADataDirectoryThatIsInUse() {
            assertRefused(site.upRefused(), "in use by another process");
        }

        @Test
        void shouldRefuseAPortInUse() {
            try (Site other = Site.fresh()) {
                assertRefused(
                        other.upRefused("--port", Integer.toString(up.port())),
                        "port %d is in use".formatted(up.port()));
            }
        }

        @Test
        void shouldRefuseADnsPortInUse() throws IOException {
            try (Site other = Site.fresh();
                    ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                assertRefused(
                        other.upRefused("--dns-port", Integer.toString(taken.getLocalPort())),
                        "port %d is in use".formatted(taken.getLocalPort()));
            }
        }

        @Test
        void shouldRefuseADataDirectoryThatCannotBeWritten() throws IOException {
            try (Site other = Site.fresh()) {
                Files.writeString(other.data(), "a file, no folder");

                assertRefused(other.upRefused(), "cannot be written");
            }
        }

        @Test
        void shouldRefuseADataDirectoryOfANewerVersion() throws IOException {
            try (Site other = Site.fresh()) {
                Files.createDirectories(other.data());
                Files.writeString(other.data().resolve("format"), "99\n");

                assertRefused(other.upRefused(), "newer Dormouse");
            }
        }

        private void assertRefused(Ended ended, String sentence) {
            assertThat(ended.code()).isNotZero();
            assertThat(ended.err().lines())
                    .singleElement()
                    .asString()
                    .startsWith("dormouse: ")
                    .contains(sentence);
        }
    }

    @Nested
    @Execution(CONCURRENT)
    class StoppingAndStartingAgain {
        @Test
        void shouldStopCleanlyOnSigtermAndGoOnAfterwards() throws Exception {
            try (Site own = Site.fresh()) {
                Running first = own.up();
                ProcessHandle postgres = first.postgres().orElseThrow();
                own.run("start", "provision-server", "model=B6", "name=kept.demo.test", "release=2.0", "--id", "kept")
                        .told();
                String token = first.token();

                assertThat(first.stop()).isZero();

                assertThat(postgres.isAlive()).as("Postgres ends with it").isFalse();
                assertThat(own.data().resolve("endpoint.json")).doesNotExist();
                assertThat(own.run("ls").code()).as("nothing answers").isEqualTo(3);

                Running second = own.up();
                assertThat(second.token()).isEqualTo(token);
                try (Api itsApi = second.api()) {
                    itsApi.untilStatus("kept", "WAITING");
                    own.run(
                                    "approve",
                                    Json.items(own.run("approvals", "--json").json())
                                            .getFirst()
                                            .path("id")
                                            .asText())
                            .told();
                    itsApi.untilStatus("kept", "COMPLETED");
                }
                assertThat(ServerPage.at(second.names()
                                        .addresses("kept.demo.test")
                                        .getFirst())
                                .release())
                        .isEqualTo("2.0");
                assertThat(second.stop()).isZero();
            }
        }

        @Test
        void shouldKeepTheTokenForItsUserOnly() throws IOException {
            for (String name : List.of("token", "endpoint.json")) {
                Path file = site.data().resolve(name);
                assertThat(Files.getPosixFilePermissions(file)).as(name).hasToString("[OWNER_READ, OWNER_WRITE]");
            }
        }
    }
}
