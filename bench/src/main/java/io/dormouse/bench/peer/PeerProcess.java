package io.dormouse.bench.peer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A peer's program as a child of this JVM: it ends when it has measured, when its time is over, or when we end. */
final class PeerProcess {
    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final ProcessBuilder builder;
    private Optional<Process> running = Optional.empty();
    private boolean over;

    /**
     * @param status what it exited with
     * @param errors what it wrote to standard error
     */
    record Ended(int status, String output, String errors) {
        /** The last thing that it said is why. */
        String reason() {
            String last = errors.lines().reduce("", (before, line) -> line);
            return "its program ended with " + status + (last.isBlank() ? "" : ": " + last);
        }
    }

    private PeerProcess(ProcessBuilder builder) {
        this.builder = builder;
    }

    /** Blocks; what it writes to standard error is passed on if it fails, and only then. */
    static Ended run(String classPath, String mainClass, List<String> words, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                mainClass));
        command.addAll(words);
        File output = File.createTempFile("dormouse-bench", ".out");
        File errors = File.createTempFile("dormouse-bench", ".err");
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectOutput(output).redirectError(errors);
            builder.environment().putAll(environment);
            int status = -1;
            try {
                status = new PeerProcess(builder).measure();
            } finally {
                if (status != 0) System.err.print(Files.readString(errors.toPath()));
            }
            return new Ended(status, Files.readString(output.toPath()), Files.readString(errors.toPath()));
        } finally {
            Files.delete(output.toPath());
            Files.delete(errors.toPath());
        }
    }

    private int measure() throws IOException, InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end a peer's program"));
        Process process = start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("it had not measured after " + LONGEST.toMinutes() + " minutes");
            }
            return process.exitValue();
        } finally {
            end();
        }
    }

    private synchronized Process start() throws IOException {
        if (over) throw new IOException("it was not started, because the bench ends");
        Process process = builder.start();
        running = Optional.of(process);
        return process;
    }

    /** Once and for all: nothing starts any more. */
    private synchronized void end() {
        over = true;
        running.filter(Process::isAlive).ifPresent(PeerProcess::end);
    }

    /** It is asked first, so that it can end what it started itself. */
    private static void end(Process process) {
        List<ProcessHandle> started;
        try (Stream<ProcessHandle> below = process.descendants()) {
            started = below.toList();
        }
        process.destroy();
        try {
            if (process.waitFor(GRACE.toSeconds(), TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }
}
