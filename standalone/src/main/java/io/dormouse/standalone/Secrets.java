package io.dormouse.standalone;

import io.dormouse.host.PrivateFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/**
 * What the services know each other by, made at the first start and kept.
 *
 * @param token opens the API
 * @param tsigKey base64 of the HMAC-SHA256 key that DNS updates are signed with
 * @param cloudKey opens the sandbox's cloud API
 * @param sshKey the private key that logs in on servers, a file in OpenSSH's format
 * @param sshPublicKey its public half, an OpenSSH line
 */
record Secrets(String token, String tsigKey, String cloudKey, Path sshKey, String sshPublicKey) {
    private static final SecureRandom random = new SecureRandom();

    /** Never prints one. */
    @Override
    public String toString() {
        return "secrets with " + sshKey;
    }

    /** Those of this folder; {@code wantedToken} replaces the token that was there. */
    static Secrets of(DataFolder folder, Optional<String> wantedToken) {
        Path keys = folder.file("keys");
        try {
            Files.createDirectories(keys);
            Path token = folder.file("token");
            if (wantedToken.isPresent()) PrivateFile.write(token, wantedToken.get() + "\n");
            Path sshKey = keys.resolve("job_ed25519");
            if (!Files.exists(sshKey)) makeSshKey(sshKey);
            return new Secrets(
                    kept(token, Base64.getUrlEncoder().withoutPadding()),
                    kept(keys.resolve("tsig"), Base64.getEncoder()),
                    kept(keys.resolve("cloud"), Base64.getUrlEncoder().withoutPadding()),
                    sshKey,
                    Files.readString(publicHalf(sshKey)).strip());
        } catch (IOException | GeneralSecurityException e) {
            throw StartException.notWritable(keys, e);
        }
    }

    private static String kept(Path file, Base64.Encoder encoder) throws IOException {
        if (!Files.exists(file)) {
            byte[] bits = new byte[32];
            random.nextBytes(bits);
            PrivateFile.write(file, encoder.encodeToString(bits) + "\n");
        }
        return Files.readString(file).strip();
    }

    /** The public half first: when the private one is there, both are. */
    private static void makeSshKey(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        ByteArrayOutputStream secret = new ByteArrayOutputStream();
        OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "dormouse job", null, secret);
        PrivateFile.write(publicHalf(file), PublicKeyEntry.toString(pair.getPublic()) + " dormouse-job\n");
        PrivateFile.write(file, secret.toString(StandardCharsets.US_ASCII));
    }

    private static Path publicHalf(Path privateKey) {
        return privateKey.resolveSibling(privateKey.getFileName() + ".pub");
    }
}
