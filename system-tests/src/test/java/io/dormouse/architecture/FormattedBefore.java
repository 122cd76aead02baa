package io.dormouse.architecture;

import com.palantir.javaformat.java.Formatter;
import io.dormouse.postgres.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sums of the sources that looked right in an earlier build. To format them all again takes twenty seconds of a processor, and
 * the same formatter makes the same of the same text. Thread-safe.
 */
final class FormattedBefore {
    private final Path file;
    private final byte[] formatter;
    private final Set<String> before;
    private final Set<String> now = ConcurrentHashMap.newKeySet();

    private FormattedBefore(Path file, byte[] formatter, Set<String> before) {
        this.file = file;
        this.formatter = formatter;
        this.before = before;
    }

    /** The sums of the last build; the long form of the build takes nobody's word for it, and formats everything. */
    static FormattedBefore readUnlessLong() throws IOException {
        Path file = CacheFolder.path().resolve("formatted");
        return "1".equals(System.getenv("DORMOUSE_LONG"))
                ? new FormattedBefore(file, formatter(), Set.of())
                : read(file);
    }

    static FormattedBefore read(Path file) throws IOException {
        return new FormattedBefore(
                file, formatter(), Files.exists(file) ? Set.copyOf(Files.readAllLines(file)) : Set.of());
    }

    /** What makes the texts: its version, the options that ours gives it, and the Java that reads them for it. */
    private static byte[] formatter() throws IOException {
        Path jar = Path.of(Formatter.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        try (InputStream ours = Objects.requireNonNull(Format.class.getResourceAsStream("Format.class"))) {
            MessageDigest sum = sha256();
            sum.update(ours.readAllBytes());
            sum.update((jar.getFileName() + " " + Runtime.version()).getBytes(StandardCharsets.UTF_8));
            return sum.digest();
        }
    }

    /** Does a change only to texts that it has not left as they were before. */
    Format.Change or(Format.Change change) {
        return source -> {
            String sum = sum(source);
            String right = before.contains(sum) ? source : change.of(source);
            if (right.equals(source)) now.add(sum);
            return right;
        };
    }

    private String sum(String source) {
        MessageDigest sum = sha256();
        sum.update(formatter);
        return HexFormat.of().formatHex(sum.digest(source.getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has it", e);
        }
    }

    /** Those of this build; older ones are forgotten. */
    void write() throws IOException {
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        // Beside its place and renamed: builds of other clones read it
        Path written = Files.createTempFile(folder, file.getFileName().toString(), ".new");
        Files.write(written, now);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
