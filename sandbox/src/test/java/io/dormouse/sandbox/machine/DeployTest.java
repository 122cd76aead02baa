package io.dormouse.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployTest {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static DataCentre centre;

    private final String server = "s-" + NUMBER.incrementAndGet();
    private final String address = "127.1.77." + NUMBER.get();
    private MachinePorts ports;

    @BeforeAll
    static void open(@TempDir Path keys) {
        centre = new DataCentre(keys);
    }

    @AfterAll
    static void close() {
        centre.close();
    }

    @BeforeEach
    void aServerWithPower() {
        ports = centre.power(server, address);
    }

    private Ssh.Ended exec(String command) throws IOException {
        return centre.ssh(address, ports.ssh()).exec(command);
    }

    private static Ssh.Ended done(String output) {
        return new Ssh.Ended(Optional.of(0), output, "");
    }

    private Optional<String> running() throws Exception {
        JsonObject page = new JsonObject(centre.page(address, ports.http()));
        assertThat(page.getString("server")).isEqualTo(server);
        assertThat(page.fieldNames()).containsExactly("server", "release");
        return Optional.ofNullable(page.getString("release"));
    }

    @Test
    void shouldRunNothingBeforeTheFirstDeploy() throws Exception {
        assertThat(running()).isEmpty();
    }

    @Test
    void shouldRunTheReleaseThatWasDeployed() throws Exception {
        assertThat(exec("deploy 1.0 wf-1/1/3")).isEqualTo(done("deployed 1.0 on %s\n".formatted(server)));
        assertThat(running()).contains("1.0");
    }

    @Nested
    class GivenAKeyThatWasUsed {
        @BeforeEach
        void deployed() throws Exception {
            exec("deploy 1.0 wf-1/1/3");
        }

        @Test
        void shouldAnswerARepeatFromTheRecordAndDeployNothing() throws Exception {
            assertThat(exec("deploy 1.0 wf-1/1/3")).isEqualTo(done("deployed 1.0 on %s\n".formatted(server)));
            assertThat(centre.deployments(server)).isEqualTo(1);
        }

        @Test
        void shouldNotRollBackWhenAnOlderKeyIsRepeated() throws Exception {
            exec("deploy 2.0 wf-1/1/4");
            exec("deploy 1.0 wf-1/1/3");

            assertThat(running()).contains("2.0");
        }

        @Test
        void shouldRefuseTheKeyForAnotherRelease() throws Exception {
            Ssh.Ended refused = exec("deploy 2.0 wf-1/1/3");

            assertThat(refused.exitStatus()).contains(1);
            assertThat(refused.err())
                    .contains("wf-1/1/3 was used to deploy 1.0")
                    .contains("2.0 was not deployed");
            assertThat(running()).contains("1.0");
        }

        @Test
        void shouldStillKnowItAfterARestart() throws Exception {
            centre.restart();
            ports = centre.power(server, address);

            assertThat(running()).contains("1.0");
            assertThat(exec("deploy 1.0 wf-1/1/3")).isEqualTo(done("deployed 1.0 on %s\n".formatted(server)));
            assertThat(centre.deployments(server)).isEqualTo(1);
        }

        @Test
        void shouldLetAnotherServerUseItToo() throws Exception {
            MachinePorts other = centre.power("other", "127.1.76.1");

            assertThat(centre.ssh("127.1.76.1", other.ssh()).exec("deploy 1.0 wf-1/1/3"))
                    .isEqualTo(done("deployed 1.0 on other\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploy",
                "deploy 1.0",
                "deploy 1.0 key more",
                "deploy  1.0 key",
                "deploy 1.0 key; reboot",
                "deploy $(reboot) key",
                "deploy `reboot` key",
                "deploy 1.0&&reboot key",
                "deploy 1.0|tee key",
                "deploy 1.0>x key",
                "deploy 'a' key",
                "deploy 1.0\tkey x",
                "DEPLOY 1.0 key",
                "reboot",
                "sh -c true",
                "deploy 1.0 ключ"
            })
    void shouldRefuseWhatIsNotExactlyADeploy(String command) throws Exception {
        Ssh.Ended refused = exec(command);

        assertThat(refused.exitStatus()).contains(2);
        assertThat(refused.err())
                .startsWith("this server has one command: deploy RELEASE KEY")
                .endsWith("\n");
        assertThat(refused.out()).isEmpty();
        assertThat(centre.deployments(server)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " deploy 1.0 key", "deploy 1.0 key ", "deploy 1.0 key\n", "deploy 1.0 key\0"})
    void shouldForgiveNoBlankEither(String command) {
        assertThat(Deploy.parse(command)).isEmpty();
    }

    @Test
    void shouldRefuseAWordThatIsTooLong() throws Exception {
        assertThat(exec("deploy 1.0 " + "k".repeat(300)).exitStatus()).contains(0);
        assertThat(exec("deploy 1.0 " + "k".repeat(301)).exitStatus()).contains(2);
    }

    @Test
    void shouldCutTheConnectionWithoutAnAnswerWhenItCannotRemember() throws Exception {
        DataCentre.get(centre.pool()
                .query("alter table deployment rename to out_of_reach")
                .execute());
        try {
            assertThat(exec("deploy 1.0 wf-1/1/3")).isEqualTo(new Ssh.Ended(Optional.empty(), "", ""));
        } finally {
            DataCentre.get(centre.pool()
                    .query("alter table out_of_reach rename to deployment")
                    .execute());
        }
    }
}
