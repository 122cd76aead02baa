package io.dormouse.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Types commands as somebody would whose home is a temporary folder. */
final class Shell {
    private static final Clock NOW = Clock.fixed(Instant.parse("2026-02-03T20:00:00Z"), ZoneOffset.UTC);

    final Map<String, String> environment = new HashMap<>();
    private final Path home;
    private int width = Screen.ENDLESS;

    /** How a command ended and what it printed. */
    record Ran(int exitCode, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Shell(Path home) {
        this.home = home;
    }

    static Shell at(RecordedApi api, Path home) throws IOException {
        Files.createDirectories(home.resolve(".dormouse"));
        writeEndpoint(home.resolve(".dormouse"), api.url(), "secret");
        return new Shell(home);
    }

    static void writeEndpoint(Path data, String url, String token) throws IOException {
        Files.writeString(
                data.resolve("endpoint.json"), "{\"url\":\"%s\",\"token\":\"%s\",\"pid\":1}".formatted(url, token));
    }

    Shell wide(int columns) {
        width = columns;
        return this;
    }

    Ran run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Screen screen = new Screen(printing(out), printing(err), width, NOW);
        int exitCode = Main.run(new World(environment, home, screen), arguments);
        return new Ran(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream printing(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
