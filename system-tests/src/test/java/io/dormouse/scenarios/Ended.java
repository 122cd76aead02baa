package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A command that has ended.
 *
 * @param code its exit code
 * @param out what it printed
 * @param err what it complained of
 */
record Ended(int code, String out, String err) {
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Runs it to its end. */
    static Ended of(ProcessBuilder command) {
        try {
            Path out = Files.createTempFile("dormouse-", ".out");
            Path err = Files.createTempFile("dormouse-", ".err");
            try {
                Process process = command.redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
                if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError("%s has not ended after %s".formatted(command.command(), DEADLINE));
                }
                return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Its output, if it did what it was asked. */
    String told() {
        if (code != 0) throw new AssertionError("exit code %d: %s%s".formatted(code, err, out));
        return out.strip();
    }

    List<String> lines() {
        return told().lines().toList();
    }

    JsonNode json() {
        return Json.parse(told());
    }
}
