package io.dormouse.scenarios;

import io.dormouse.postgres.ScratchFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One data directory with addresses of its own, and everything that is started on it. Closing it ends what still runs, by
 * process number, and deletes the directory.
 */
final class Site implements AutoCloseable {
    private final Path folder;
    private final String addresses;
    private final List<Running> lives = new ArrayList<>();

    private Site(Path folder, String addresses) {
        this.folder = folder;
        this.addresses = addresses;
    }

    static Site fresh() {
        try {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            // 4,096 addresses somewhere: the sandbox steps over those that another run has taken
            String addresses = "127.%d.%d.0/20".formatted(random.nextInt(2, 254), 16 * random.nextInt(16));
            return new Site(Files.createTempDirectory(ScratchFolder.path(), "dormouse-site-"), addresses);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes something of a fresh site; if that fails, nothing of the site stays behind. */
    static <T> T fresh(Function<Site, T> beginning) {
        Site site = fresh();
        try {
            return beginning.apply(site);
        } catch (RuntimeException | Error failure) {
            site.close();
            throw failure;
        }
    }

    Path data() {
        return folder.resolve("data");
    }

    /** A file or folder beside the data. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** Starts {@code ./dormouse up} and waits until it is ready. */
    Running up(String... options) {
        return launch(options).untilReady();
    }

    /** The same with the workflows of the module {@code examples}. */
    Running upWithExamples() {
        return up(withExamples());
    }

    /** The options of {@code up} that bring the examples. */
    String[] withExamples() {
        Path workflows = file("workflows");
        Path jar = workflows.resolve("examples.jar");
        try {
            Files.createDirectories(workflows);
            if (!Files.exists(jar)) AuthorsJar.withServiceEntry(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new String[] {"--workflows", workflows.toString()};
    }

    /** Starts {@code ./dormouse up}. */
    Running launch(String... options) {
        Path out = folder.resolve("up-%d.out".formatted(lives.size()));
        Path err = folder.resolve("up-%d.err".formatted(lives.size()));
        try {
            Process process = upCommand(options)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            Running life = new Running(process, data(), out, err);
            lives.add(life);
            return life;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code ./dormouse up} where it is expected to refuse. */
    Ended upRefused(String... options) {
        return Ended.of(upCommand(options));
    }

    private ProcessBuilder upCommand(String... options) {
        List<String> words = new ArrayList<>(List.of("up", "--data", data().toString(), "--sandbox-range", addresses));
        List<String> chosen = List.of(options);
        if (!chosen.contains("--port")) words.addAll(List.of("--port", "0"));
        if (!chosen.contains("--dns-port")) words.addAll(List.of("--dns-port", "0"));
        words.addAll(chosen);
        return Installation.current().command(words);
    }

    /** Any other command, as typed. */
    Ended run(String... words) {
        return Ended.of(Installation.current()
                .command(Stream.concat(Stream.of(words), Stream.of("--data", data().toString()))
                        .toList()));
    }

    /** The log of all lives. */
    String log() {
        return lines(data().resolve("logs/dormouse.log"));
    }

    private static String lines(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (Running life : lives) {
                life.kill();
                // Only now: while the JVM lived, it would have started another one
                life.postgres().ifPresent(Site::end);
            }
            Installation.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }
}
