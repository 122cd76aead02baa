package io.dormouse.sandbox.machine;

import io.dormouse.host.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The Ed25519 key by which clients recognise every server here, and the files about it. No crash leaves half a file. Everything
 * here reads or writes files: it blocks.
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
        PrivateFile.write(
                file.resolveSibling(file.getFileName() + ".pub"), PublicKeyEntry.toString(pair.getPublic()) + "\n");
        PrivateFile.write(file, secret.toString(StandardCharsets.US_ASCII));
    }

    KeyPair pair() {
        return pair;
    }

    /** Writes a known-hosts file by which OpenSSH's rules (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT) accept this key. */
    void writeKnownHosts(Path file, Collection<String> patterns) throws IOException {
        String key = PublicKeyEntry.toString(pair.getPublic());
        String lines = patterns.stream()
                .sorted()
                .map(pattern -> pattern + " " + key + "\n")
                .collect(Collectors.joining());
        PrivateFile.write(file, lines);
    }

    /** The pattern of one host, or of all for {@code *}; brackets and port are left out only for port 22. */
    static String pattern(String host, int port) {
        return port == STANDARD_PORT ? host : "[%s]:%d".formatted(host, port);
    }
}
