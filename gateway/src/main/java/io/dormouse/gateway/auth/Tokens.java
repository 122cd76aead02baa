package io.dormouse.gateway.auth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tokens that open the API. A file of lines {@code name:groups:sha256}: the groups separated by commas ({@code *} for
 * every group, nothing for none), the hash in hexadecimal; empty lines and those that begin with {@code #} are passed over.
 * The file holds no token, so reading it gives nobody access.
 */
public final class Tokens {
    private static final Pattern LINE =
            Pattern.compile("([A-Za-z0-9._@-]{1,64}):((?:[A-Za-z0-9._@*-]{1,64},?)*):([0-9a-fA-F]{64})");

    private final List<Entry> entries;

    private record Entry(Caller caller, byte[] hash) {}

    private Tokens(List<Entry> entries) {
        this.entries = entries;
    }

    /** Reads the file; blocks. Fails with a sentence that names the file and the line that is wrong. */
    public static Tokens read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        List<String> lines = Files.readAllLines(file);
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1).strip();
            if (line.isEmpty() || line.startsWith("#")) continue;
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new IOException("%s, line %d is not name:groups:sha256; correct it".formatted(file, number));
            }
            List<String> groups = matcher.group(2).isEmpty()
                    ? List.of()
                    : List.of(matcher.group(2).split(","));
            entries.add(new Entry(
                    new Caller(matcher.group(1), groups), HexFormat.of().parseHex(matcher.group(3))));
        }
        if (entries.isEmpty())
            throw new IOException("%s holds no token, so nobody could call; add one".formatted(file));
        return new Tokens(List.copyOf(entries));
    }

    /** The line of a token, for whoever makes one. */
    public static String line(String name, List<String> groups, String token) {
        return "%s:%s:%s"
                .formatted(name, String.join(",", groups), HexFormat.of().formatHex(hash(token)));
    }

    /** Whose token this is. Takes the same time for every token that is not right. */
    public Optional<Caller> caller(String token) {
        byte[] presented = hash(token);
        Optional<Caller> found = Optional.empty();
        for (Entry entry : entries) {
            if (MessageDigest.isEqual(entry.hash(), presented)) found = Optional.of(entry.caller());
        }
        return found;
    }

    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
