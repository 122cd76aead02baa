package io.dormouse.bench.rig;

import io.dormouse.flow.Workflow;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What {@code ./dormouse up} starts, as a process of its own with a data folder of its own: everything that a user has, with the
 * settings that a user has. It is stopped when it is closed, or when this JVM ends. Its folder, logs and all, is deleted only when what
 * was measured went well: whoever looks for why it did not finds it all there.
 */
public final class Standalone implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final long LOOK_MILLIS = 50;

    private final Path folder;
    private final Process process;
    private final URI url;
    private final String token;
    private boolean well;

    private Standalone(Path folder, Process process, JsonObject endpoint) {
        this.folder = folder;
        this.process = process;
        this.url = URI.create(endpoint.getString("url"));
        this.token = endpoint.getString("token");
    }

    /**
     * Returns when it answers.
     *
     * @param others what the workflows use, and no library has
     */
    public static Standalone up(List<Class<? extends Workflow<?, ?>>> workflows, List<Class<?>> others)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("dormouse-bench");
        Path jars = Files.createDirectory(folder.resolve("workflows"));
        WorkflowJar.write(jars.resolve("bench.jar"), workflows, others);
        Path data = folder.resolve("data");
        Process process = new ProcessBuilder(
                        root().resolve("dormouse").toString(),
                        "up",
                        "--data=" + data,
                        "--port=0",
                        "--dns-port=0",
                        "--workflows=" + jars)
                .redirectOutput(folder.resolve("output").toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process), "end the node"));
        return new Standalone(folder, process, await(process, data.resolve("endpoint.json")));
    }

    /** The folder that holds the modules. */
    static Path root() {
        String root = System.getProperty("dormouse.root");
        if (root == null)
            throw new IllegalStateException("start it by ./dormouse bench, which knows where ./dormouse is");
        return Path.of(root);
    }

    /** It is written when everything answers. */
    private static JsonObject await(Process process, Path endpoint) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (!Files.exists(endpoint)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IOException("./dormouse up ended with " + process.exitValue());
            }
            if (System.nanoTime() > deadline) {
                end(process);
                throw new IOException("./dormouse up was not ready after " + START);
            }
        }
        return new JsonObject(Files.readString(endpoint));
    }

    /** Where its HTTP API listens. */
    public SocketAddress address() {
        return SocketAddress.inetSocketAddress(url.getPort(), url.getHost());
    }

    /** The header fields that open it. */
    public Map<String, String> fields() {
        return Map.of("Authorization", "Bearer " + token);
    }

    /** Seconds of processor time that its JVM has used. */
    public double processorSeconds() {
        return ProcessorTime.of(process.toHandle());
    }

    /** Seconds of processor time that the processes of its Postgres have used, those that have ended too. */
    public double postgresSeconds() {
        try (Stream<ProcessHandle> below = process.descendants()) {
            return below.mapToDouble(ProcessorTime::withEndedChildren).sum();
        }
    }

    /** What was measured went well, so that nobody needs the folder any more. */
    public void wentWell() {
        well = true;
    }

    @Override
    public void close() throws IOException {
        String fate = process.isAlive() ? "was running until now" : "had ended with " + process.exitValue();
        end(process);
        if (!well) {
            System.err.printf("the node %s; what it left, its logs among it, is in %s%n", fate, folder);
            return;
        }
        try (Stream<Path> below = Files.walk(folder)) {
            for (Path path : below.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
        }
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
    }
}
