package io.dormouse.sandbox.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import org.apache.sshd.client.channel.ChannelShell;
import org.apache.sshd.client.channel.ChannelSubsystem;
import org.apache.sshd.client.channel.ClientChannel;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.core.CoreModuleProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoginTest {
    private static final String ADDRESS = "127.1.77.3";
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static DataCentre centre;

    private int port;

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
        port = centre.power("s-1", ADDRESS).ssh();
    }

    private Ssh as(String user, KeyPair key) {
        return new Ssh(centre.config().knownHosts(), ADDRESS, port, user, key);
    }

    @Test
    void shouldRefuseAnotherKey() {
        assertThatThrownBy(() -> as("dormouse", DataCentre.newKey()).exec("deploy 1.0 k"))
                .isInstanceOf(SshException.class)
                .hasMessageContaining("No more authentication methods");
    }

    @Test
    void shouldRefuseAnotherUser() {
        assertThatThrownBy(() -> as("root", centre.login()).exec("deploy 1.0 k"))
                .isInstanceOf(SshException.class)
                .hasMessageContaining("No more authentication methods");
    }

    @Test
    void shouldRefuseAPassword() {
        assertThatThrownBy(() -> as("dormouse", DataCentre.newKey()).loggedIn(session -> {
                    session.addPasswordIdentity("dormouse");
                    return session.auth().verify(DEADLINE);
                }))
                .isInstanceOf(SshException.class);
    }

    @Test
    void shouldOfferNoShellAndNoSubsystem() throws Exception {
        as("dormouse", centre.login()).loggedIn(session -> {
            CoreModuleProperties.REQUEST_SHELL_REPLY.set(session, true);
            CoreModuleProperties.REQUEST_SUBSYSTEM_REPLY.set(session, true);
            try (ChannelShell shell = session.createShellChannel();
                    ChannelSubsystem sftp = session.createSubsystemChannel("sftp")) {
                assertEndsUnserved(shell);
                assertEndsUnserved(sftp);
                return true;
            }
        });
    }

    private static void assertEndsUnserved(ClientChannel channel) throws IOException {
        try {
            channel.open().verify(DEADLINE);
        } catch (SshException refused) {
            return;
        }
        assertThat(channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), DEADLINE))
                .contains(ClientChannelEvent.CLOSED);
        assertThat(channel.getExitStatus()).isNull();
    }

    @Test
    void shouldForwardNothing() throws Exception {
        assertThatThrownBy(() -> as("dormouse", centre.login())
                        .loggedIn(session -> session.startRemotePortForwarding(
                                new SshdSocketAddress("127.0.0.1", 0), new SshdSocketAddress("127.0.0.1", 9))))
                .isInstanceOf(SshException.class);
    }

    @Test
    void shouldKeepTheSecretHalfOfTheHostKeyToItself() throws Exception {
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(centre.config().hostKey())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(centre.config().hostKey())).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
    }

    @Test
    void shouldHaveTheSameHostKeyAfterARestart() throws Exception {
        String before = Files.readString(centre.config().hostKey());

        centre.restart();

        assertThat(Files.readString(centre.config().hostKey())).isEqualTo(before);
    }
}
