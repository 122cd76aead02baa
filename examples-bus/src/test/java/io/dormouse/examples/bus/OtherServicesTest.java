package io.dormouse.examples.bus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Each program as a process of its own, twice: the second time it finds everything done. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class OtherServicesTest {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    static Path folder;

    private static Neighbourhood neighbours;

    private record Said(int exit, String text) {}

    @BeforeAll
    static void start() throws IOException {
        neighbours = Neighbourhood.inhabited(folder);
    }

    @AfterAll
    static void stop() {
        neighbours.close();
    }

    @Test
    void shouldUseDormouseFromAJvmWithNothingButContractsAndVertx() throws Exception {
        String classPath = classPath();
        assertThat(classPath.split(File.pathSeparator))
                .noneMatch(entry ->
                        entry.matches(".*/(workflow-[a-z]+|gateway|service-host|embedded-postgres|examples)/.*"));

        for (int time = 0; time < 2; time++) {
            Said said = run(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dhazelcast.logging.type=none",
                    "-cp",
                    classPath,
                    PlaceOrder.class.getName(),
                    neighbours.cluster,
                    "127.0.0.1",
                    neighbours.address(),
                    "jvm-1"));

            assertThat(said.text()).contains("order-jvm-1 COMPLETED shipped jvm-1 for 12.5");
            assertThat(said.exit()).isZero();
        }
    }

    @Test
    void shouldUseDormouseFromAProgramThatIsNotOnTheJvm() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), Neighbourhood.TOKEN + "\n");
        int port = neighbours.gateway.bridgePort().orElseThrow();

        for (int time = 0; time < 2; time++) {
            Said said = run(
                    List.of("python3", "bridge.py", "127.0.0.1", String.valueOf(port), token.toString(), "python-1"));

            assertThat(said.text()).contains("server 10.0.0.7", "order-python-1 COMPLETED shipped python-1 for 12.5");
            assertThat(said.exit()).isZero();
        }
        String create = "shop create gateway/shop/server-for-python-1 ";
        assertThat(neighbours.asked)
                .startsWith(
                        create + "iaas.v1",
                        create + "iaas.instance",
                        create + "iaas.instance",
                        create + "iaas.instance",
                        "shop delete gateway/shop/no-server-for-python-1 iaas.v1");
    }

    @Test
    void shouldTurnAwayAProgramWithoutAToken() throws Exception {
        Path token = Files.writeString(folder.resolve("guessed"), "guessed\n");
        int port = neighbours.gateway.bridgePort().orElseThrow();

        Said said =
                run(List.of("python3", "bridge.py", "127.0.0.1", String.valueOf(port), token.toString(), "python-2"));

        assertThat(said.text()).contains("UNAUTHENTICATED");
        assertThat(said.exit()).isEqualTo(1);
    }

    /** The classes of this module and what its POM has for run time. */
    private static String classPath() throws IOException {
        String dependencies = Files.readString(Path.of("target/class-path")).strip();
        return String.join(
                File.pathSeparator,
                Stream.concat(Stream.of("target/classes"), Arrays.stream(dependencies.split(File.pathSeparator)))
                        .toList());
    }

    private static Said run(List<String> command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "said", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("it ended; it said %s", Files.readString(out))
                    .isTrue();
            return new Said(process.exitValue(), Files.readString(out));
        } finally {
            process.destroyForcibly();
        }
    }
}
