package io.dormouse.chaos.site;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The secrets of one run, made for it and of no use afterwards. Services get them as files. */
final class Keys {
    /** Who may call the gateways, and the groups that each is in. */
    private static final Map<String, List<String>> CALLERS = Map.of(
            "operator", List.of("*"), "alice", List.of("requesters"), "bob", List.of("sre"), "carol", List.of("sre"));

    private static final SecureRandom random = new SecureRandom();

    private final Path folder;
    private final Map<String, String> tokens = new LinkedHashMap<>();

    private Keys(Path folder) {
        this.folder = folder;
    }

    static Keys make(Path folder) {
        Keys keys = new Keys(folder);
        try {
            Files.createDirectories(folder);
            keys.write("superuser", secret());
            keys.write("cloud", secret());
            keys.write("tsig", secret());
            for (Role role : Role.values()) keys.write("password-" + role.schema(), secret());
            keys.writeTokens();
            keys.writeSshKey();
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw SiteException.notWritable(folder, e);
        }
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    String text(String name) {
        try {
            return Files.readString(file(name)).strip();
        } catch (IOException e) {
            throw SiteException.notWritable(file(name), e);
        }
    }

    Map<String, String> tokens() {
        return tokens;
    }

    private void writeTokens() throws IOException, GeneralSecurityException {
        StringBuilder lines = new StringBuilder();
        for (Map.Entry<String, List<String>> caller : CALLERS.entrySet()) {
            String token = HexFormat.of().formatHex(bits());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            tokens.put(caller.getKey(), token);
            lines.append("%s:%s:%s%n"
                    .formatted(
                            caller.getKey(),
                            String.join(",", caller.getValue()),
                            HexFormat.of().formatHex(hash)));
        }
        write("tokens", lines.toString());
    }

    /** Private: PKCS 8. Public: a line as OpenSSH writes it. */
    private void writeSshKey() throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded());
        write("job_ed25519", "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n".formatted(body));
        byte[] spki = pair.getPublic().getEncoded();
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(blob)) {
            byte[] kind = "ssh-ed25519".getBytes(StandardCharsets.US_ASCII);
            byte[] point = Arrays.copyOfRange(spki, spki.length - 32, spki.length);
            for (byte[] part : List.of(kind, point)) {
                out.writeInt(part.length);
                out.write(part);
            }
        }
        write(
                "job_ed25519.pub",
                "ssh-ed25519 %s chaos%n".formatted(Base64.getEncoder().encodeToString(blob.toByteArray())));
    }

    private void write(String name, String content) throws IOException {
        Path file = file(name);
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static String secret() {
        return Base64.getEncoder().encodeToString(bits());
    }

    private static byte[] bits() {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return bits;
    }
}
