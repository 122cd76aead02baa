package io.dormouse.job.provider;

import io.dormouse.host.PrivateFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The key that the adapter logs in with, in a file. Everything here reads or writes files: it blocks. */
public final class LoginKey {
    private final KeyPair pair;

    private LoginKey(KeyPair pair) {
        this.pair = pair;
    }

    /** The key in a file: OpenSSH or PEM format, of any kind, without a pass phrase. */
    public static LoginKey at(Path file) throws IOException {
        try {
            Iterable<KeyPair> found = SecurityUtils.loadKeyPairIdentities(
                    null,
                    NamedResource.ofName(file.toString()),
                    new ByteArrayInputStream(Files.readAllBytes(file)),
                    null);
            if (found != null && found.iterator().hasNext())
                return new LoginKey(found.iterator().next());
        } catch (GeneralSecurityException e) {
            throw new IOException("%s holds no private key that can be used (%s)".formatted(file, e.getMessage()), e);
        }
        throw new IOException("%s holds no private key".formatted(file));
    }

    /**
     * The key in a file, which is made if it is not there: Ed25519, mode 600, on the disk when this returns. A crash leaves
     * either no key or a whole one.
     */
    public static LoginKey atOrNew(Path file) throws IOException {
        if (!Files.exists(file)) create(file.toAbsolutePath());
        return at(file);
    }

    private static void create(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        try {
            KeyPair made = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "dormouse job adapter", null, secret);
        } catch (GeneralSecurityException e) {
            throw new IOException("no key can be made for %s".formatted(file), e);
        }
        PrivateFile.write(file, secret.toString(StandardCharsets.US_ASCII));
    }

    KeyPair pair() {
        return pair;
    }

    /** What a host needs to let it in: a line of an {@code authorized_keys} file. */
    public String authorizedKey() {
        return PublicKeyEntry.toString(pair.getPublic());
    }
}
