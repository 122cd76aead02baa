package io.dormouse.sandbox.machine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;

/** A client that logs in with one key and knows hosts by one file only. */
record Ssh(Path knownHosts, String address, int port, String user, KeyPair key) {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    /** @param exitStatus empty if the connection ended without one */
    record Ended(Optional<Integer> exitStatus, String out, String err) {}

    @FunctionalInterface
    interface Use<T> {
        T of(ClientSession session) throws IOException;
    }

    Ended exec(String command) throws IOException {
        return loggedIn(session -> exec(session, command));
    }

    static Ended exec(ClientSession session, String command) throws IOException {
        try (ChannelExec channel = session.createExecChannel(command);
                ByteArrayOutputStream out = new ByteArrayOutputStream();
                ByteArrayOutputStream err = new ByteArrayOutputStream()) {
            channel.setOut(out);
            channel.setErr(err);
            channel.open().verify(DEADLINE);
            channel.waitFor(EnumSet.of(ClientChannelEvent.CLOSED), DEADLINE);
            return new Ended(
                    Optional.ofNullable(channel.getExitStatus()),
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        }
    }

    <T> T loggedIn(Use<T> use) throws IOException {
        try (SshClient client = SshClient.setUpDefaultClient()) {
            client.setServerKeyVerifier(
                    new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, knownHosts));
            client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
            client.setKeyIdentityProvider(KeyIdentityProvider.wrapKeyPairs(key));
            client.start();
            try (ClientSession session =
                    client.connect(user, address, port).verify(DEADLINE).getSession()) {
                session.auth().verify(DEADLINE);
                return use.of(session);
            }
        }
    }
}
