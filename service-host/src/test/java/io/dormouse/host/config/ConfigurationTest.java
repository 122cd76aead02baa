package io.dormouse.host.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationTest {
    private static final Key<Integer> PORT = Key.standard("http.port", Form.port(), "8080", "the API's TCP port");
    private static final Key<Duration> PATIENCE = Key.standard(
            "stop.patience", Form.duration(Duration.ofSeconds(1), Duration.ofSeconds(19)), "18s", "time to stop");
    private static final Key<String> PASSWORD =
            Key.secret("database.password", Form.text("a password"), "the role's password");
    private static final Key<Optional<List<HostPort>>> MEMBERS =
            Key.optional("cluster.members", Form.listOf(HostPort.form(5701)), "others to join");
    private static final List<Key<?>> KEYS = List.of(PORT, PATIENCE, PASSWORD, MEMBERS);

    @TempDir
    private Path folder = Path.of("");

    @Nested
    class Sources {
        @Test
        void shouldTakeTheStandardIfNobodySaysOtherwise() {
            Configuration read = load(Map.of(), "--database.password=x");

            assertThat(read.get(PORT)).isEqualTo(8080);
            assertThat(read.get(PATIENCE)).isEqualTo(Duration.ofSeconds(18));
            assertThat(read.get(MEMBERS)).isEmpty();
        }

        @Test
        void shouldPreferTheEnvironmentToTheFileAndAFlagToBoth() throws IOException {
            String file = write("service.properties", "http.port=1\nstop.patience=2s\ndatabase.password=of the file\n");
            Map<String, String> environment = Map.of("DORMOUSE_HTTP_PORT", "10", "DORMOUSE_STOP_PATIENCE", "3s");

            Configuration read = load(environment, "--config", file, "--http.port", "100");

            assertThat(read.get(PORT)).isEqualTo(100);
            assertThat(read.get(PATIENCE)).isEqualTo(Duration.ofSeconds(3));
            assertThat(read.get(PASSWORD)).isEqualTo("of the file");
        }

        @Test
        void shouldFindTheFileByTheEnvironmentToo() throws IOException {
            String file = write("service.properties", "database.password=dörmouse\n");

            assertThat(load(Map.of("DORMOUSE_CONFIG", file)).get(PASSWORD)).isEqualTo("dörmouse");
        }

        @Test
        void shouldReadASecretFromItsFileWithoutTheLineBreakAtItsEnd() throws IOException {
            String file = write("password", " with spaces \n");

            assertThat(load(Map.of("DORMOUSE_DATABASE_PASSWORD_FILE", file)).get(PASSWORD))
                    .isEqualTo(" with spaces ");
            assertThat(load(Map.of(), "--database.password-file=" + file).get(PASSWORD))
                    .isEqualTo(" with spaces ");
        }

        @Test
        void shouldTakeASecretOfAFlagBeforeTheFileOfTheEnvironment() throws IOException {
            String file = write("password", "weaker");

            Configuration read = load(Map.of("DORMOUSE_DATABASE_PASSWORD_FILE", file), "--database.password=stronger");

            assertThat(read.get(PASSWORD)).isEqualTo("stronger");
        }

        @Test
        void shouldTakeAnEmptyVariableForNone() {
            Map<String, String> environment = Map.of("DORMOUSE_CLUSTER_MEMBERS", "", "DORMOUSE_DATABASE_PASSWORD", "x");

            assertThat(load(environment).get(MEMBERS)).isEmpty();
        }

        @Test
        void shouldLeaveVariablesOfOurOtherProgramsAlone() {
            Map<String, String> environment = Map.of("DORMOUSE_LONG", "1", "DORMOUSE_URL", "http://127.0.0.1:8080");

            assertThat(load(environment, "--database.password=x").get(PORT)).isEqualTo(8080);
        }
    }

    @Nested
    class Problems {
        @Test
        void shouldSayAllThatIsWrongAtOnceWithItsUnitAndItsPlace() {
            List<String> problems = problems(
                    Map.of("DORMOUSE_HTTP_PRT", "1", "DORMOUSE_CLUSTER_MEMBERS", "a:0"),
                    "--http.port=65536",
                    "--stop.patience=20s",
                    "--nonsense=1");

            assertThat(problems)
                    .containsExactlyInAnyOrder(
                            "the environment variable DORMOUSE_HTTP_PRT is unknown here; did you mean"
                                    + " DORMOUSE_HTTP_PORT?; unset it (if Kubernetes made it, set enableServiceLinks:"
                                    + " false)",
                            "nonsense is unknown (flag --nonsense)",
                            "http.port (flag --http.port) is \"65536\", but must be a port, 0 to 65535 (0 takes a free"
                                    + " one)",
                            "stop.patience (flag --stop.patience) is \"20s\", but must be a time with its unit (ms, s,"
                                    + " m or h), 1s to 19s",
                            "database.password is missing: the role's password; it must be a password. Give"
                                    + " --database.password=… or DORMOUSE_DATABASE_PASSWORD, or a file that holds it:"
                                    + " DORMOUSE_DATABASE_PASSWORD_FILE",
                            "cluster.members (environment variable DORMOUSE_CLUSTER_MEMBERS) is \"a:0\", but must be a"
                                    + " list separated by commas, each host:port (port 5701 if left out)");
        }

        @Test
        void shouldNeverPrintASecret() {
            Key<String> key = Key.secret("tsig.key", Form.base64(), "the key");

            ConfigurationException wrong = catchThrowableOfType(
                    ConfigurationException.class,
                    () -> Configuration.load(List.of(key), List.of("--tsig.key=not base64 but secret"), Map.of()));

            assertThat(wrong.problems())
                    .singleElement()
                    .asString()
                    .contains("tsig.key")
                    .doesNotContain("but secret");
        }

        @Test
        void shouldRefuseASecretThatIsGivenTwiceInOnePlace() throws IOException {
            String file = write("password", "one");

            assertThat(problems(Map.of(), "--database.password=other", "--database.password-file=" + file))
                    .containsExactly("database.password is given twice, as flag --database.password and as flag"
                            + " --database.password-file; give one");
        }

        @Test
        void shouldSayWhichSecretFileCannotBeRead() {
            assertThat(problems(Map.of("DORMOUSE_DATABASE_PASSWORD_FILE", "/nowhere/password")))
                    .singleElement()
                    .asString()
                    .contains("database.password", "DORMOUSE_DATABASE_PASSWORD_FILE", "/nowhere/password");
        }

        @Test
        void shouldRefuseWhatIsNoFlag() {
            assertThat(problems(Map.of(), "http.port=1", "--database.password=x"))
                    .containsExactly("http.port=1 is no flag; flags are --key=value");
        }

        @Test
        void shouldSayThatTheFileIsNotThere() {
            assertThat(problems(Map.of(), "--config=/nowhere/file", "--database.password=x"))
                    .singleElement()
                    .asString()
                    .startsWith("/nowhere/file (flag --config) cannot be read");
        }

        @Test
        void shouldRefuseAnUnknownKeyOfTheFile() throws IOException {
            String file = write("service.properties", "http.prot=1\ndatabase.password=x\n");

            assertThat(problems(Map.of(), "--config=" + file))
                    .containsExactly("http.prot is unknown (http.prot in %s); did you mean http.port?".formatted(file));
        }
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private static Configuration load(Map<String, String> environment, String... arguments) {
        return Configuration.load(KEYS, List.of(arguments), environment);
    }

    private static List<String> problems(Map<String, String> environment, String... arguments) {
        return catchThrowableOfType(ConfigurationException.class, () -> load(environment, arguments))
                .problems();
    }
}
