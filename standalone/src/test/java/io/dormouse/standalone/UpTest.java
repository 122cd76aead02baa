package io.dormouse.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpTest {
    /** One for all tests: making a database is the slow part. Each leaves it stopped. */
    @TempDir(factory = Scratch.class)
    static Path home;

    private final Path data = home.resolve("data");

    @Nested
    class WhileItRuns {
        private static final String TOKEN = "a-token-of-mine";

        private JsonObject endpoint = new JsonObject();

        @Test
        void shouldServeWithTheGivenTokenAndKeepSecretsAndItsDataToItself() throws IOException, InterruptedException {
            try (Program program = Program.upAnywhere(data, "--token", TOKEN)) {
                String ready = program.linesUntilReady().getLast();
                endpoint = new JsonObject(Files.readString(data.resolve("endpoint.json")));

                assertThat(ready).isEqualTo("ready %s token=%s".formatted(endpoint.getString("url"), TOKEN));
                assertThat(endpoint.getString("url")).startsWith("http://127.0.0.1:");
                assertThat(endpoint.getString("token")).isEqualTo(TOKEN);
                assertThat(status("/readyz")).isEqualTo(200);
                assertThat(status("/api/v1/definitions")).isEqualTo(200);
                assertThat(List.of(
                                "token",
                                "endpoint.json",
                                "keys/tsig",
                                "keys/cloud",
                                "keys/job_ed25519",
                                "postgres/secrets.properties"))
                        .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));

                assertRefused(Program.upAnywhere(data), "is in use by another process");
                assertThat(status("/readyz")).as("the one that uses it goes on").isEqualTo(200);
                program.terminate();
                assertThat(program.exitCode()).isZero();
            }
        }

        private int status(String path) throws IOException, InterruptedException {
            try (HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint.getString("url") + path))
                        .header("Authorization", "Bearer " + TOKEN)
                        .build();
                return client.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            }
        }

        private String permissions(String file) throws IOException {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file)));
        }
    }

    @Nested
    class WhenItEnds {
        @Test
        void shouldGoOnAfterItWasKilledAndLeaveNothingRunningAfterAStop() throws IOException, InterruptedException {
            String token;
            long leftover;
            try (Program program = Program.upAnywhere(data)) {
                token = token(program.linesUntilReady().getLast());
                leftover = postgres();
                program.kill();
            }

            try (Program program = Program.upAnywhere(data)) {
                assertThat(token(program.linesUntilReady().getLast())).isEqualTo(token);
                assertThat(ProcessHandle.of(leftover))
                        .as("the Postgres that was left")
                        .isEmpty();
                long postgres = postgres();

                program.terminate();

                assertThat(program.remainingLines())
                        .as("logs go to their folder")
                        .isEmpty();
                assertThat(program.exitCode()).isZero();
                assertThat(ProcessHandle.of(postgres)).isEmpty();
                assertThat(data.resolve("endpoint.json")).doesNotExist();
                assertThat(data.resolve("logs/dormouse.log")).isNotEmptyFile();
            }
        }
    }

    @Nested
    class Refusal {
        @Test
        void shouldRefuseAPortInUse() throws IOException, InterruptedException {
            try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
                String port = Integer.toString(taken.getLocalPort());

                assertRefused(
                        Program.up(home.resolve("other"), "--port", port, "--dns-port", "0"),
                        "port " + port + " is in use");
                assertRefused(
                        Program.up(home.resolve("other"), "--port", "0", "--dns-port", port),
                        "choose another with --dns-port");
            }
        }

        @Test
        void shouldRefuseDataOfANewerVersion() throws IOException, InterruptedException {
            Path newer = Files.createDirectories(home.resolve("newer"));
            Files.writeString(newer.resolve("format"), "2\n");

            assertRefused(Program.upAnywhere(newer), "was written by a newer Dormouse");
        }

        @Test
        void shouldRefuseADirectoryThatCannotBeWritten() throws IOException, InterruptedException {
            Path file = Files.writeString(home.resolve("file"), "");

            assertRefused(Program.upAnywhere(file.resolve("data")), "cannot be written");
        }

        @Test
        void shouldRefuseWhatItDoesNotUnderstandWithAnExitCodeOfItsOwn() throws IOException, InterruptedException {
            try (Program program = Program.up(data, "--sandbox-range", "10.0.0.0/8")) {
                assertThat(program.complaint())
                        .contains("servers of the sandbox listen in 127.0.0.0/8 only")
                        .hasLineCount(1);
                assertThat(program.exitCode()).isEqualTo(2);
            }
        }
    }

    private static void assertRefused(Program refused, String sentence) throws IOException, InterruptedException {
        try (refused) {
            assertThat(refused.remainingLines()).isEmpty();
            assertThat(refused.complaint())
                    .startsWith("dormouse: ")
                    .contains(sentence)
                    .hasLineCount(1);
            assertThat(refused.exitCode()).isEqualTo(1);
        }
    }

    private static String token(String ready) {
        return ready.substring(ready.indexOf("token=") + 6);
    }

    private long postgres() throws IOException {
        return Long.parseLong(
                Files.readAllLines(data.resolve("postgres/data/postmaster.pid")).getFirst());
    }
}
