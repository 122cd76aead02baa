package io.dormouse.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.flow.Durable;
import io.dormouse.testkit.WorkflowTest;
import io.dormouse.testkit.replay.Journals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./dormouse check}, as people and scripts see it. */
class CheckTest {
    private static final String FITS = "flow.run(\"price\", () -> 1)";
    private static final String OTHER = "flow.run(\"cost\", () -> 1)";

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int check(String... arguments) {
        return Main.run(environment, folder, new PrintStream(out, true), new PrintStream(err, true), arguments);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static WholeJournal waiting(String id) {
        return WorkflowTest.of(Order.class).id(id).start("book").whole();
    }

    private Path exported() {
        Path file = folder.resolve("journals.ndjson");
        Journals.write(file, List.of(waiting("one"), waiting("two")));
        return file;
    }

    @Nested
    class Code {
        @Test
        void shouldGoOnWithAJarThatFits() throws Exception {
            int code = check(
                    "--jar", jar(FITS).toString(), "--journals", exported().toString());
            assertThat(said())
                    .contains("goes on   one at com.acme.Order(Order.java:")
                    .contains("goes on   two at ")
                    .endsWith("2 checked: 2 go on, 0 would be stuck, 0 are of workflows that are not in the given"
                            + " code\n");
            assertThat(code).isZero();
        }

        @Test
        void shouldTellWhichWouldBeStuckAndAtWhichLine() throws Exception {
            int code = check(
                    "--classes",
                    classes(OTHER).toString(),
                    "--journals",
                    exported().toString());
            assertThat(said())
                    .contains("STUCK     one: command 0 is run 'cost' at com.acme.Order(Order.java:4) in the code, but"
                            + " run 'price'")
                    .endsWith("2 checked: 0 go on, 2 would be stuck, 0 are of workflows that are not in the given"
                            + " code\n");
            assertThat(code).isEqualTo(1);
        }

        @Test
        void shouldRefuseWhatTheServiceWouldRefuse() throws Exception {
            Path classes = classes(FITS);
            Files.delete(classes.resolve("META-INF/services/io.dormouse.flow.Workflow"));
            assertThat(check(
                            "--classes",
                            classes.toString(),
                            "--journals",
                            exported().toString()))
                    .isEqualTo(1);
            assertThat(complained())
                    .contains("the service would refuse to start")
                    .contains("com.acme.Order with @Durable, but META-INF/services/io.dormouse.flow.Workflow does not"
                            + " name it");
        }

        @Test
        void shouldRefuseTheSameWorkflowTwice() throws Exception {
            Path jar = jar(FITS);
            Path classes = folder.resolve("classes");
            assertThat(check("--jar", jar.toString(), "--classes", classes.toString(), "--journals", "none"))
                    .isEqualTo(1);
            assertThat(complained())
                    .contains("the workflow order version 1 is in %s and in %s".formatted(jar, classes));
        }

        @Test
        void shouldLeaveOutWhatTheCodeDoesNotHaveUnlessAskedForAll() throws Exception {
            Path file = folder.resolve("other.ndjson");
            WholeJournal journal = waiting("other");
            Journals.write(file, List.of(new WholeJournal("other", "elsewhere", 3, "WAITING", 0, journal.entries())));
            String jar = jar(FITS).toString();
            assertThat(check("--jar", jar, "--journals", file.toString())).isZero();
            assertThat(said()).contains("not here  other: elsewhere version 3");
            assertThat(check("--jar", jar, "--journals", file.toString(), "--all"))
                    .isEqualTo(1);
        }
    }

    @Nested
    class Usage {
        @Test
        void shouldWantCode() {
            assertThat(check()).isEqualTo(2);
            assertThat(complained()).contains("say which code: --jar JAR or --classes DIR");
        }

        @Test
        void shouldNameAJarThatIsNotThere() {
            assertThat(check("--jar", "nowhere.jar")).isEqualTo(2);
            assertThat(complained()).contains("there is no jar nowhere.jar");
        }

        @Test
        void shouldNotKnowOtherOptions() {
            assertThat(check("--force")).isEqualTo(2);
            assertThat(complained()).contains("--force");
        }

        @Test
        void shouldNameAFileThatIsNoJournal() throws Exception {
            Path file = Files.writeString(folder.resolve("x.ndjson"), "hello\n");
            assertThat(check("--jar", jar(FITS).toString(), "--journals", file.toString()))
                    .isEqualTo(2);
            assertThat(complained()).contains("x.ndjson, line 1 is no journal");
        }

        @Test
        void shouldExplainItself() {
            assertThat(check("--help")).isZero();
            assertThat(said()).contains("Replays the journals of all unfinished workflows");
        }
    }

    @Nested
    class ARunningSystem {
        private HttpServer server;
        private int status = 200;
        private String asked = "";

        @BeforeEach
        void serve() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                asked = exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization");
                String body = status == 200
                        ? Wire.text(waiting("one")) + "\n" + Wire.text(waiting("two")) + "\n"
                        : "{\"detail\":\"the token is not known\"}";
                exchange.sendResponseHeaders(status, 0);
                try (OutputStream answer = exchange.getResponseBody()) {
                    answer.write(body.getBytes(StandardCharsets.UTF_8));
                }
            });
            server.start();
        }

        @AfterEach
        void stop() {
            server.stop(0);
        }

        private String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Test
        void shouldBeAskedForAllUnfinishedWorkflows() throws Exception {
            Files.writeString(
                    folder.resolve("endpoint.json"), "{\"url\":\"%s/\",\"token\":\"secret\"}".formatted(url()));
            assertThat(check("--jar", jar(OTHER).toString(), "--data", folder.toString()))
                    .isEqualTo(1);
            assertThat(said()).contains("2 checked: 0 go on, 2 would be stuck");
            assertThat(asked).isEqualTo("/api/v1/journals?unfinished=true Bearer secret");
        }

        @Test
        void shouldBeFoundByUrlAndToken() throws Exception {
            environment.put("DORMOUSE_TOKEN", "other");
            assertThat(check("--jar", jar(FITS).toString(), "--url", url())).isZero();
            assertThat(asked).endsWith("Bearer other");
        }

        @Test
        void shouldPassItsRefusalOn() throws Exception {
            status = 401;
            environment.put("DORMOUSE_URL", url());
            environment.put("DORMOUSE_TOKEN", "wrong");
            assertThat(check("--jar", jar(FITS).toString())).isEqualTo(3);
            assertThat(complained()).contains("answers with HTTP status 401: the token is not known");
        }

        @Test
        void shouldBeMissedWhereThereIsNone() throws Exception {
            assertThat(check("--jar", jar(FITS).toString(), "--data", folder.toString()))
                    .isEqualTo(3);
            assertThat(complained()).contains("endpoint.json; is ./dormouse up running?");
            environment.put("DORMOUSE_TOKEN", "x");
            assertThat(check("--jar", jar(FITS).toString(), "--url", "http://127.0.0.1:1"))
                    .isEqualTo(3);
            assertThat(complained()).contains("nothing answers at http://127.0.0.1:1");
        }
    }

    private Path classes(String step) throws IOException {
        return AuthorsCode.compile(folder.resolve("classes"), "com.acme.Order", """
            package com.acme;
            @io.dormouse.flow.Durable(name = "%s")
            public final class Order implements io.dormouse.flow.Workflow<String, String> {
                public String run(String item, io.dormouse.flow.Flow flow) { int price = io.dormouse.flow.Flow.await(%s);
                    return io.dormouse.flow.Flow.await(flow.event("paid", String.class)) + price;
                }
            }
            """.formatted(
                        Order.class.getAnnotation(Durable.class).name(), step));
    }

    private Path jar(String step) throws IOException {
        Path classes = classes(step);
        Path jar = folder.resolve("code.jar");
        try (JarOutputStream to = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                to.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                to.write(Files.readAllBytes(file));
            }
        }
        return jar;
    }
}
