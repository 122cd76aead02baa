package io.dormouse.job.provider;

import io.dormouse.postgres.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * A {@link TestHost} that is a real OpenSSH server, run by the user who runs the tests, on a free port of 127.0.0.1. It lets in
 * that user with one key made for the test, and runs {@code commands.sh} whatever is asked for.
 */
final class OpenSshHost implements TestHost {
    static final Path SSHD = Path.of("/usr/sbin/sshd");

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final Path folder;
    private final int port;
    private final String hostKey;
    private final Process sshd;

    /** @param folder an empty one, for its keys and what it does */
    OpenSshHost(Path folder) throws Exception {
        this.folder = folder;
        port = FreePort.get();
        hostKey = newKey(folder.resolve("host_ed25519"), KeyPairProvider.SSH_ED25519);
        newKey(folder.resolve("host_ecdsa"), KeyPairProvider.ECDSA_SHA2_NISTP256);
        Files.writeString(
                folder.resolve("authorized_keys"), LoginKey.atOrNew(loginKey()).authorizedKey() + "\n");
        writeCommands();
        Files.writeString(folder.resolve("begun"), "");
        Files.writeString(folder.resolve("sshd_config"), configuration());
        if (user().equals("root")) Files.createDirectories(Path.of("/run/sshd"));
        sshd = new ProcessBuilder(
                        SSHD.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd_config").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        awaitListening();
    }

    private String configuration() {
        return """
            ListenAddress 127.0.0.1
            Port %d
            HostKey %2$s/host_ecdsa
            HostKey %2$s/host_ed25519
            PidFile none
            AuthorizedKeysFile %2$s/authorized_keys
            PasswordAuthentication no
            KbdInteractiveAuthentication no
            UsePAM no
            StrictModes no
            PermitRootLogin prohibit-password
            AllowUsers %3$s
            MaxStartups 200
            ForceCommand exec %2$s/commands.sh
            """.formatted(port, folder, user());
    }

    private static String newKey(Path file, String kind) throws Exception {
        KeyPair pair = KeyUtils.generateKeyPair(kind, 256);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "test", null, out);
        }
        return PublicKeyEntry.toString(pair.getPublic());
    }

    private void writeCommands() throws IOException {
        Path commands = folder.resolve("commands.sh");
        try (InputStream script = Objects.requireNonNull(OpenSshHost.class.getResourceAsStream("commands.sh"))) {
            Files.copy(script, commands);
        }
        Files.setPosixFilePermissions(commands, PosixFilePermissions.fromString("rwx------"));
    }

    private void awaitListening() throws IOException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!listens()) {
            if (!sshd.isAlive() || System.nanoTime() > deadline) {
                close();
                throw new IOException("sshd does not listen: " + Files.readString(folder.resolve("sshd.log")));
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(LOOPBACK, port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public Path loginKey() {
        return folder.resolve("login");
    }

    @Override
    public String hostKey() {
        return hostKey;
    }

    @Override
    public String user() {
        return System.getProperty("user.name");
    }

    @Override
    public int begun() {
        try {
            return Files.readAllLines(folder.resolve("begun")).size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void letGo() throws IOException {
        Files.writeString(folder.resolve("opened"), "");
    }

    /** Ends the server and the sessions that it started, and nothing else. */
    @Override
    public void close() throws IOException {
        letGo();
        sshd.descendants().forEach(ProcessHandle::destroyForcibly);
        sshd.destroyForcibly();
        try {
            sshd.waitFor(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while sshd %d ended".formatted(sshd.pid()), e);
        }
    }
}
