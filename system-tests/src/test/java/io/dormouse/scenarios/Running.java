package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One life of {@code ./dormouse up}. The script becomes the JVM, so its process is the JVM's. */
final class Running {
    private static final Duration STOP_DEADLINE = Duration.ofSeconds(30);

    private final Process process;
    private final Path data;
    private final Path out;
    private final Path err;

    Running(Process process, Path data, Path out, Path err) {
        this.process = process;
        this.data = data;
        this.out = out;
        this.err = err;
    }

    /** Blocks until it says where it is to be reached. */
    Running untilReady() {
        Waiting.until("./dormouse up is ready", Duration.ofMinutes(2), () -> isReady() || !process.isAlive());
        if (!isReady()) throw new AssertionError("it ended with %d: %s".formatted(process.exitValue(), said()));
        return this;
    }

    boolean isReady() {
        return read(out).lines().anyMatch(line -> line.startsWith("ready http://"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Everything that it wrote to its terminal. */
    String said() {
        return read(out) + read(err);
    }

    String url() {
        return endpoint().path("url").asText();
    }

    int port() {
        return Integer.parseInt(url().replaceAll(".*:", ""));
    }

    String token() {
        return endpoint().path("token").asText();
    }

    Api api() {
        return new Api(url(), token());
    }

    NameServer names() {
        return new NameServer(endpoint().path("dnsPort").asInt());
    }

    private JsonNode endpoint() {
        return Json.parse(read(data.resolve("endpoint.json")));
    }

    /** Lets it run for so long; answers false if it ended by itself meanwhile. */
    boolean survives(Duration time) throws InterruptedException {
        return !process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** SIGTERM, as from Ctrl-C or a supervisor; answers the exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(STOP_DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("SIGTERM has not ended it within " + STOP_DEADLINE);
        }
        return process.exitValue();
    }

    /** SIGKILL to the JVM; the Postgres below it stays and runs on. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The Postgres below it. */
    Optional<ProcessHandle> postgres() {
        Path file = data.resolve("postgres/data/postmaster.pid");
        if (!Files.exists(file)) return Optional.empty();
        return read(file)
                .lines()
                .findFirst()
                .map(String::strip)
                .filter(text -> text.matches("[0-9]+"))
                .map(Long::parseLong)
                .flatMap(ProcessHandle::of)
                .filter(handle -> isPostgresOf(handle.pid()));
    }

    /** The number in the file may have gone to another process since. */
    private boolean isPostgresOf(long pid) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(pid), "cwd"), data.resolve("postgres/data"));
        } catch (IOException gone) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
