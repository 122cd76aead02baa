package io.dormouse.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A running Postgres. It listens on a port of 127.0.0.1 that was free, and on a Unix socket in its data directory, which is this user's. */
final class Postmaster {
    static final String HOST = "127.0.0.1";
    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 5;

    /** What fits into an address of a Unix socket, with the zero at its end, on every system that has them. */
    private static final int LONGEST_SOCKET_PATH = 103;

    private final DataDirectory data;
    private final Process process;
    private final int port;
    private final Optional<Path> socketFolder;

    private Postmaster(DataDirectory data, Process process, int port, Optional<Path> socketFolder) {
        this.data = data;
        this.process = process;
        this.port = port;
        this.socketFolder = socketFolder;
    }

    /**
     * Returns when it accepts connections; crash recovery is done then.
     *
     * @param wantedPort 0 for any
     * @param output what it says is appended here
     */
    static Postmaster start(DataDirectory data, int wantedPort, Map<String, String> settings, Path output) {
        String said = "";
        boolean sockets = true;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = wantedPort == 0 ? FreePort.get() : wantedPort;
            Optional<Path> socketFolder = sockets ? socketFolder(data.path(), port) : Optional.empty();
            long before = output.toFile().length();
            Process process = Command.of(
                            data.binaries().program("postgres"), arguments(data.path(), port, socketFolder, settings))
                    .inOwnSession()
                    .start(output);
            if (becomesReady(process, data.path())) {
                return new Postmaster(data, process, port, socketFolder);
            }
            said = textAfter(before, output);
            // Some file systems, those shared with a host for example, have no sockets
            if (said.contains("could not create any Unix-domain sockets")) sockets = false;
            // Between our look at the port and its bind somebody else took it
            else if (!said.contains("could not bind")) break;
        }
        throw PostgresException.doesNotStart(data.path(), said);
    }

    int port() {
        return port;
    }

    /** The folder of its Unix socket; none if the path is too long for one, or the file system has none. */
    Optional<Path> socketFolder() {
        return socketFolder;
    }

    private static Optional<Path> socketFolder(Path data, int port) {
        Path folder = data.toAbsolutePath();
        int length = folder.resolve(".s.PGSQL." + port).toString().getBytes(StandardCharsets.UTF_8).length;
        return length <= LONGEST_SOCKET_PATH ? Optional.of(folder) : Optional.empty();
    }

    long pid() {
        return process.pid();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Ends sessions and stops with a checkpoint; if that takes longer than {@code patience}, without. */
    void stop(Duration patience) {
        if (!process.isAlive()) return;
        Signal.FAST_STOP.send(data.binaries(), process.pid());
        if (!Ended.within(process.toHandle(), patience)) kill();
    }

    /** Stops at once, as a power cut would, except that no child is left behind. */
    void kill() {
        if (!process.isAlive()) return;
        Signal.IMMEDIATE_STOP.send(data.binaries(), process.pid());
        if (!Ended.within(process.toHandle(), Duration.ofSeconds(10))) process.destroyForcibly();
    }

    private static List<String> arguments(
            Path data, int port, Optional<Path> socketFolder, Map<String, String> settings) {
        List<String> arguments =
                new ArrayList<>(List.of("-D", data.toString(), "-p", Integer.toString(port), "-h", HOST));
        // Quoted, or a comma in its name would make two folders of it
        arguments.addAll(List.of(
                "-k",
                socketFolder
                        .map(folder -> '"' + folder.toString().replace("\"", "\"\"") + '"')
                        .orElse("")));
        settings.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
        return arguments;
    }

    private static boolean becomesReady(Process process, Path data) {
        Instant giveUp = Instant.now().plus(START_PATIENCE);
        try {
            while (!process.waitFor(5, TimeUnit.MILLISECONDS)) {
                if (PidFile.read(data)
                        .filter(file -> file.pid() == process.pid() && file.ready())
                        .isPresent()) return true;
                if (Instant.now().isAfter(giveUp)) {
                    process.destroyForcibly();
                    return false;
                }
            }
            return false;
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw PostgresException.interrupted("Postgres was starting on " + data);
        }
    }

    private static String textAfter(long start, Path output) {
        try {
            byte[] all = Files.readAllBytes(output);
            return new String(all, (int) start, all.length - (int) start, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "its output %s cannot be read (%s)".formatted(output, e);
        }
    }
}
