package io.dormouse.bench.recover;

import io.dormouse.host.Database;
import io.dormouse.host.config.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link Node} as a child of this JVM. It ends with this JVM, because it reads from it. */
final class NodeProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final PrintStream told;

    private NodeProcess(Process process) {
        this.process = process;
        this.said = process.inputReader(StandardCharsets.UTF_8);
        this.told = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Returns when the process has begun, long before its node is ready. It runs with the flags of this JVM, which {@code ./dormouse bench
     * recover} starts with those of {@code ./dormouse up}; only the archive of classes is missing, so that it takes longer to be ready.
     */
    static NodeProcess begin(Database database, int workflows) throws IOException {
        HostPort host = database.hosts().getFirst();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                Integer.toString(workflows),
                host.host(),
                Integer.toString(host.port()),
                database.name(),
                database.schema(),
                database.user(),
                database.password()));
        return new NodeProcess(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    void tell(String word) {
        told.println(word);
    }

    /** Blocks until it says this word, which is the next that it says. @return when it did, by {@link System#nanoTime} */
    long hear(String word) throws IOException {
        String line = said.readLine();
        if (!word.equals(line)) throw new IllegalStateException("a node said " + line + " instead of " + word);
        return System.nanoTime();
    }

    /** SIGKILL; returns when it is gone. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
