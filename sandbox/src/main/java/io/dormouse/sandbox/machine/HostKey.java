package io.dormouse.sandbox.machine;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Collection;
import java.util.stream.Collectors;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * The Ed25519 key by which clients recognise every server here, and the files about it. A file is written beside its place,
 * forced to the disk and renamed, so that no crash leaves half a key. Everything here reads or writes files: it blocks.
 */
final class HostKey {
    private static final int STANDARD_PORT = 22;

    private final KeyPair pair;

    private HostKey(KeyPair pair) {
        this.pair = pair;
    }

    /** The key that is kept there, or a new one that is kept there from now on. */
    static HostKey at(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            create(file);
        }
        byte[] content = Files.readAllBytes(file);
        Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                null, NamedResource.ofName(file.toString()), new ByteArrayInputStream(content), null);
        if (found == null || !found.iterator().hasNext()) {
            throw new IOException(file + " holds no private key; move it away and a new one is made");
        }
        return new HostKey(found.iterator().next());
    }

    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "dormouse sandbox", null, secret);
        replace(file.resolveSibling(file.getFileName() + ".pub"), bytes(PublicKeyEntry.toString(pair.getPublic()) + "\n"), "rw-r--r--");
        replace(file, secret.toByteArray(), "rw-------");
    }

    KeyPair pair() {
        return pair;
    }

    /** Writes a known-hosts file by which OpenSSH's rules (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) accept this key. */
    void writeKnownHosts(Path file, Collection<String> patterns) throws IOException {
        String key = PublicKeyEntry.toString(pair.getPublic());
        String lines = patterns.stream().sorted().map(pattern -> pattern + " " + key + "\n").collect(Collectors.joining());
        replace(file, bytes(lines), "rw-r--r--");
    }

    /** The pattern of one host, or of all for {@code *}; brackets and port are left out only for port 22. */
    static String pattern(String host, int port) {
        return port == STANDARD_PORT ? host : "[%s]:%d".formatted(host, port);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void replace(Path file, byte[] content, String permissions) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(
                folder, file.getFileName().toString(), ".new", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) channel.write(left);
            channel.force(true);
        }
        Files.setPosixFilePermissions(whole, PosixFilePermissions.fromString(permissions));
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
