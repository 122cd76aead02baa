package io.dormouse.dns.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A name server of the operating system, in a directory of its own: started, waited for by its log, ended by its process id. */
final class ServerProcess {
    private static final int SECONDS = 20;

    private final Path directory;
    private final Process process;

    private ServerProcess(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** Starts a server and waits for the line of its log that says that it answers. */
    static ServerProcess start(Path directory, String ready, String... command) {
        Queue<String> log = new ConcurrentLinkedQueue<>();
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            CompletableFuture<Boolean> answers = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> read(process.inputReader(), ready, log, answers));
            ServerProcess server = new ServerProcess(directory, process);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            boolean started =
                    answers.completeOnTimeout(false, SECONDS, TimeUnit.SECONDS).join();
            if (started) return server;
            server.end();
            throw new IllegalStateException("%s has not come up:%n%s".formatted(command[0], String.join("\n", log)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(
            BufferedReader output, String ready, Queue<String> log, CompletableFuture<Boolean> answers) {
        try (output) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
                if (line.contains(ready)) answers.complete(true);
            }
        } catch (IOException e) {
            log.add(e.toString());
        }
        answers.complete(false);
    }

    void end() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) process.destroyForcibly().waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a tool to its end; what it has printed. */
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("%s has failed:%n%s".formatted(List.of(command), output));
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static Path newDirectory(String name) {
        try {
            return Files.createTempDirectory("dormouse-" + name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
