package io.dormouse.bench.rig;

import io.vertx.core.net.SocketAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server that is measured beside ours, as a process of its own: it prints the port on which it listens on the loopback, and runs
 * until it is closed, or this JVM ends.
 */
public final class Program implements AutoCloseable {
    private final Process process;
    private final SocketAddress address;

    private Program(Process process, int port) {
        this.process = process;
        this.address = SocketAddress.inetSocketAddress(port, "127.0.0.1");
    }

    /** One of this module. Returns when it listens. */
    public static Program ofBench(Class<?> main, String... words) throws IOException {
        return start(System.getProperty("java.class.path"), main.getName(), words);
    }

    /** Whether {@code ./dormouse bench} could build another module. */
    public static boolean isBuilt(String module) {
        return Files.isDirectory(target(module).resolve("lib"));
    }

    /** One of another module. Returns when it listens. */
    public static Program of(String module, String main, String... words) throws IOException {
        Path target = target(module);
        return start(target + "/*:" + target + "/lib/*", main, words);
    }

    private static Path target(String module) {
        return Standalone.root().resolve(module).resolve("target");
    }

    private static Program start(String classPath, String main, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                classPath,
                main));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end a server"));
        // Not closed: a server that says something more must find somebody to say it to.
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String port = output.readLine();
        if (port == null || !port.matches("[0-9]+")) {
            process.destroyForcibly();
            throw new IOException("%s does not listen; it said %s".formatted(main, port));
        }
        return new Program(process, Integer.parseInt(port));
    }

    /** Where it listens. */
    public SocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
