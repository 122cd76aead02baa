package io.dormouse.postgres;

import io.dormouse.postgres.EmbeddedDatabase.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A primary and its synchronous standby, for tests of failovers: what the primary has acknowledged is on the standby. Thrown away
 * when it is closed, or when the JVM ends. Starts in two seconds or so.
 */
public final class ReplicatedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReplicatedPostgres.class);
    private static final String STANDBY = "standby";
    private static final AtomicInteger PAIRS = new AtomicInteger();

    private final String password = Password.make();
    private final AtomicInteger databases = new AtomicInteger();
    private final PostgresBinaries binaries = PostgresBinaries.unpacked(log::info);
    private final Path primaryFolder = folder("primary");
    private final Path standbyFolder = folder(STANDBY);
    private final Postmaster primary;
    private final Postmaster standby;

    private ReplicatedPostgres() {
        try {
            DataDirectory data = new DataDirectory(primaryFolder.resolve("data"), binaries);
            data.initialiseUnlessThere(password, false, log::debug);
            DataDirectory copy = new DataDirectory(standbyFolder.resolve("data"), binaries);
            // A new database that never ran is its own base backup.
            copy(data.path(), copy.path());
            Files.createFile(copy.path().resolve("standby.signal"));
            primary = Postmaster.start(data, 0, settings(Map.of()), primaryFolder.resolve("log"));
            String source = "host=%s port=%d user=%s password=%s application_name=%s"
                    .formatted(Postmaster.HOST, primary.port(), DataDirectory.SUPERUSER, password, STANDBY);
            standby = Postmaster.start(
                    copy, 0, settings(Map.of("primary_conninfo", source)), standbyFolder.resolve("log"));
            commitWith(STANDBY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "throw away " + primaryFolder));
    }

    /** Two new servers. */
    public static ReplicatedPostgres start() {
        return new ReplicatedPostgres();
    }

    private static Path folder(String role) {
        return ScratchFolder.path()
                .resolve(EmbeddedDatabase.HOME)
                .resolve("%d-%d-%d-%s"
                        .formatted(
                                ProcessHandle.current().pid(),
                                System.currentTimeMillis(),
                                PAIRS.incrementAndGet(),
                                role));
    }

    /** No fsync: a machine that loses its power is not what is tried here. */
    private static Map<String, String> settings(Map<String, String> own) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "fsync", "off",
                "synchronous_commit", "on",
                "max_connections", "100",
                "shared_buffers", "32MB",
                "wal_receiver_status_interval", "1s",
                "wal_retrieve_retry_interval", "500ms"));
        settings.putAll(own);
        return settings;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes facts) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes facts) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)));
                return FileVisitResult.CONTINUE;
            }
        });
        // Postgres refuses a data folder that others can read.
        Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }

    /** An empty schema of this name, in a new database, with a role of its own. The port is the primary's. */
    public Schema freshSchema(String schema) {
        String name = "%s_%d".formatted(schema, databases.incrementAndGet());
        String secret = Password.make();
        Superuser superuser = new Superuser(primary.port(), password);
        superuser.makeDatabase(name);
        superuser.makeSchema(name, schema, name, secret);
        return new Schema(Postmaster.HOST, primary.port(), Optional.empty(), name, schema, name, secret);
    }

    /** The TCP port of the server that is the primary at first. */
    public int primaryPort() {
        return primary.port();
    }

    /** The TCP port of the server that is the standby at first. */
    public int standbyPort() {
        return standby.port();
    }

    /** The first primary dies at once, as in a power cut. */
    public void killPrimary() {
        primary.kill();
    }

    /** The standby dies: what is committed from now on waits for it. */
    public void killStandby() {
        standby.kill();
    }

    /** The standby becomes a primary, with a timeline of its own; returns when it takes writes. */
    public void promoteStandby() {
        new Superuser(standby.port(), password).execute("SELECT pg_promote(true, 30)");
    }

    /** What an operator does when a standby is lost for good: commits that wait for it are made, and later ones do not wait. */
    public void commitWithoutStandby() {
        commitWith("");
    }

    private void commitWith(String standbys) {
        onPrimary("ALTER SYSTEM SET synchronous_standby_names = '%s'".formatted(standbys));
        onPrimary("SELECT pg_reload_conf()");
    }

    /** Runs a statement as the superuser of the first primary. */
    public void onPrimary(String sql) {
        new Superuser(primary.port(), password).execute(sql);
    }

    @Override
    public void close() {
        primary.kill();
        standby.kill();
        try {
            if (Files.exists(primaryFolder)) FileTree.delete(primaryFolder);
            if (Files.exists(standbyFolder)) FileTree.delete(standbyFolder);
        } catch (IOException e) {
            log.warn("{} stays behind", primaryFolder, e);
        }
    }

    /** Makes it possible to see in a test what is said. */
    @Override
    public String toString() {
        return "primary on port %d, standby on port %d".formatted(primary.port(), standby.port());
    }
}
