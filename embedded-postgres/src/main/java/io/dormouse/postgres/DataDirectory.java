package io.dormouse.postgres;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that Postgres keeps its data in, while nothing of ours runs on it. The caller holds a lock on the folder around
 * it, so whatever process is found here was left behind.
 */
record DataDirectory(Path path, PostgresBinaries binaries) {
    private static final Logger log = LoggerFactory.getLogger(DataDirectory.class);
    static final String SUPERUSER = "postgres";

    /** Makes a whole new one, or nothing: made beside its place and renamed, so a killed attempt is never taken for data. */
    void initialiseUnlessThere(String superuserPassword, boolean sync, Consumer<String> progress) {
        if (Files.exists(path.resolve("PG_VERSION"))) {
            refuseOtherVersions();
            return;
        }
        try {
            if (Files.exists(path)) throw PostgresException.noData(path);
            progress.accept("making a new database in " + path);
            Path parent = Files.createDirectories(path.toAbsolutePath().getParent());
            deleteHalfMade(parent);
            Path making = Files.createTempDirectory(parent, path.getFileName() + ".new");
            Path password = parent.resolve("password.new");
            FileTree.writePrivately(password, superuserPassword + "\n");
            initdb(making, password, sync);
            Files.delete(password);
            FileTree.moveUnlessThere(making, path);
        } catch (IOException e) {
            throw PostgresException.notWritable(path, e);
        }
    }

    private void deleteHalfMade(Path parent) throws IOException {
        try (DirectoryStream<Path> halfMade =
                Files.newDirectoryStream(parent, "{%s,password}*.new*".formatted(path.getFileName()))) {
            for (Path each : halfMade) FileTree.delete(each);
        }
    }

    private void initdb(Path directory, Path passwordFile, boolean sync) {
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + directory,
                "--username=" + SUPERUSER,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Postgres' own collation: an upgrade of the system's C library never breaks an index
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions"));
        if (!sync) arguments.add("--no-sync");
        Command.of(binaries.program("initdb"), arguments).run();
    }

    private void refuseOtherVersions() {
        try {
            String found = Files.readString(path.resolve("PG_VERSION")).strip();
            String ours = binaries.majorVersion();
            if (found.equals(ours)) return;
            throw Integer.parseInt(found) > Integer.parseInt(ours)
                    ? PostgresException.newerVersion(path, found, ours)
                    : PostgresException.olderVersion(path, found, ours);
        } catch (IOException e) {
            throw PostgresException.notWritable(path, e);
        }
    }

    /** Stops the Postgres that a killed JVM left on this folder, and no other. Afterwards nothing runs here. */
    void stopLeftover(Duration patience) {
        Instant giveUp = Instant.now().plus(patience);
        leftoverPostmaster().ifPresent(postmaster -> {
            log.info("stopping Postgres process {}, left on {} by an earlier run", postmaster.pid(), path);
            Signal.FAST_STOP.send(binaries, postmaster.pid());
            if (!Ended.within(postmaster, patience.dividedBy(2))) {
                Signal.IMMEDIATE_STOP.send(binaries, postmaster.pid());
            }
        });
        // Backends of a postmaster that was killed see its death by themselves, a moment later
        for (ProcessHandle process : processesHere()) {
            if (!Ended.within(process, Duration.between(Instant.now(), giveUp))) {
                throw PostgresException.leftoverStays(path, process.pid());
            }
        }
        deleteStaleFiles();
    }

    private Optional<ProcessHandle> leftoverPostmaster() {
        return PidFile.read(path).flatMap(file -> ProcessHandle.of(file.pid())).filter(this::worksHere);
    }

    private List<ProcessHandle> processesHere() {
        return ProcessHandle.allProcesses().filter(this::worksHere).toList();
    }

    /** Every process of Postgres has its data directory as working directory; a recycled process number has not. */
    private boolean worksHere(ProcessHandle process) {
        Path facts = Path.of("/proc", Long.toString(process.pid()));
        if (!Files.isDirectory(facts)) return worksHereByItsCommandLine(process);
        try {
            return Files.readString(facts.resolve("comm")).startsWith("postgres")
                    && Files.isSameFile(facts.resolve("cwd"), path);
        } catch (IOException goneOrOfAnotherUser) {
            return false;
        }
    }

    /** Where there is no /proc. */
    private boolean worksHereByItsCommandLine(ProcessHandle process) {
        return process.info()
                        .command()
                        .filter(program -> program.endsWith("/postgres"))
                        .isPresent()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(path.toString()))
                        .isPresent();
    }

    /**
     * Postgres itself would refuse to start if the number in its file belongs to somebody else by now; and a socket of another port would lie here for
     * ever.
     */
    private void deleteStaleFiles() {
        try (DirectoryStream<Path> sockets = Files.newDirectoryStream(path, ".s.PGSQL.*")) {
            for (Path each : sockets) Files.deleteIfExists(each);
            Files.deleteIfExists(path.resolve(PidFile.NAME));
        } catch (NoSuchFileException nothingThere) {
            // A process that was killed before it had made one, or another one that tidies up here too
        } catch (DirectoryIteratorException e) {
            throw PostgresException.notWritable(path, new IOException(e));
        } catch (IOException e) {
            throw PostgresException.notWritable(path, e);
        }
    }
}
