package io.dormouse.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a program, mostly {@code ./dormouse up}, in a JVM of its own. Stopped when a test leaves it. */
final class Program implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Program(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    static Program up(Path data, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("--data", data.toString()));
        words.addAll(List.of(options));
        return start(Main.class, System.getProperty("java.class.path"), words);
    }

    static Program start(Class<?> main, String classPath, List<String> arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djdk.trackAllThreads=false",
                "-Dhazelcast.logging.type=slf4j",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main.getName()));
        words.addAll(arguments);
        return new Program(new ProcessBuilder(words).start());
    }

    /** On ports that are free. */
    static Program upAnywhere(Path data, String... options) throws IOException {
        List<String> all = new ArrayList<>(List.of("--port", "0", "--dns-port", "0"));
        all.addAll(List.of(options));
        return up(data, all.toArray(String[]::new));
    }

    /** What it said up to the line that says it is ready, which is the last. */
    List<String> linesUntilReady() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = line(); line.isPresent(); line = line()) {
            lines.add(line.get());
            if (line.get().startsWith("ready ")) return lines;
        }
        throw new IOException("it ended before it was ready: " + lines + complaint());
    }

    /** All that it says on standard output until it ends. */
    List<String> remainingLines() {
        return output.lines().toList();
    }

    /** All that it says on standard error until it ends. */
    String complaint() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    int exitCode() throws InterruptedException, IOException {
        if (!process.waitFor(30, TimeUnit.SECONDS)) throw new IOException("it does not end");
        return process.exitValue();
    }

    void terminate() {
        // by its handle: the process itself would also close the streams that say how it ends
        process.toHandle().destroy();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }

    private Optional<String> line() throws IOException {
        return Optional.ofNullable(output.readLine());
    }
}
