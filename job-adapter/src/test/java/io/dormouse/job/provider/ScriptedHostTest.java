package io.dormouse.job.provider;

import static io.dormouse.job.Waiting.await;
import static io.dormouse.job.Waiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.Test;

class ScriptedHostTest extends JobRunnerContract {
    @Override
    TestHost start(Path folder) throws Exception {
        return new ScriptedHost(folder);
    }

    @Override
    int many() {
        return 50;
    }

    @Test
    void shouldAskAHostOfManyKeysForAKindThatIsKnown() throws Exception {
        try (ScriptedHost many = new ScriptedHost(
                Files.createDirectory(folder.resolve("many")),
                KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048),
                List.of(
                        KeyUtils.generateKeyPair(KeyPairProvider.ECDSA_SHA2_NISTP256, 256),
                        KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256)))) {
            Files.writeString(knownHosts, many.knownHostsLine());

            assertThat(await(run(runner(many.settings(knownHosts)), "say", "hello"))
                            .exitStatus())
                    .isZero();
        }
    }

    @Test
    void shouldGiveUpOnAHostThatDoesNotSpeak() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, LOOPBACK)) {
            SshSettings settings = new SshSettings(
                    silent.getLocalPort(),
                    "x",
                    host.loginKey(),
                    knownHosts,
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(20),
                    1);

            Throwable failure = failureOf(run(runner(settings), "say", "hello"));

            assertThat(failure)
                    .isInstanceOf(ConnectionLost.class)
                    .hasMessageContaining("the login did not end within 300 ms");
            assertThat(((ConnectionLost) failure).sent()).isFalse();
        }
    }
}
