package io.dormouse.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Postgres that belongs to one directory and keeps what it acknowledged: fsync, synchronous commit and full-page writes
 * are on. It listens on 127.0.0.1 and on a Unix socket that only this user can reach, asks for passwords (SCRAM) on both, and
 * holds one database with one schema per service, each with a role of its own.
 *
 * <p>Whatever happened before, {@link #start} goes on from it: a killed JVM whose server still runs, a killed server, a
 * half-made directory. When the server dies while this process lives, it is started again on the same port. Blocking;
 * thread-safe.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final String DATABASE = "dormouse";
    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(20);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

    private final DirectoryLock lock;
    private final DataDirectory data;
    private final Secrets secrets;
    private final Path output;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private Postmaster postmaster;
    private boolean closed;

    /**
     * Starts it; about 0.3 s, or 2 s for a new directory.
     *
     * @param directory all that it keeps lies here, made if missing, readable by this user only
     * @param output a file that its log is appended to
     * @param schemas the schemas that must exist, each owned by a role of the same name
     * @param progress told what takes longer than a moment
     * @throws PostgresException with a sentence for the person who starts it
     */
    public static EmbeddedPostgres start(Path directory, Path output, List<String> schemas, Consumer<String> progress) {
        DirectoryLock lock = DirectoryLock.take(directory);
        try {
            return new EmbeddedPostgres(lock, directory.toAbsolutePath().normalize(), output, schemas, progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private EmbeddedPostgres(
            DirectoryLock lock, Path directory, Path output, List<String> schemas, Consumer<String> progress) {
        this.lock = lock;
        this.output = output;
        secrets = new Secrets(directory.resolve("secrets.properties"));
        data = new DataDirectory(directory.resolve("data"), PostgresBinaries.unpacked(progress));
        data.initialiseUnlessThere(secrets.superuserPassword(), true, progress);
        data.stopLeftover(LEFTOVER_PATIENCE);
        cutLog();
        postmaster = Postmaster.start(data, 0, settings(), output);
        try {
            makeMissing(schemas);
        } catch (RuntimeException e) {
            postmaster.stop(STOP_PATIENCE);
            throw e;
        }
        startAgainWhenLost();
    }

    /** The address it listens on. */
    public String host() {
        return Postmaster.HOST;
    }

    /** The TCP port of this run. */
    public synchronized int port() {
        return postmaster.port();
    }

    /** The folder of its Unix socket, which costs less than TCP; empty where it has none. */
    public synchronized Optional<Path> socketFolder() {
        return postmaster.socketFolder();
    }

    /** The database that holds all schemas. */
    public String database() {
        return DATABASE;
    }

    /** The password of the role that owns this schema; the role has the schema's name. */
    public String password(String schema) {
        return secrets.passwordOf(schema);
    }

    /** The process number of the server that runs now. */
    public synchronized long pid() {
        return postmaster.pid();
    }

    /** Completes, with the reason, when the server died and could not be started again. */
    public CompletionStage<Void> lost() {
        return lost.minimalCompletionStage();
    }

    /** Ends all sessions, writes a checkpoint and stops: within a second or so, 4 s at most. */
    @Override
    public synchronized void close() {
        if (closed) return;
        closed = true;
        postmaster.stop(STOP_PATIENCE);
        lock.close();
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(Settings.LASTING);
        settings.put("log_line_prefix", "%m [%p] %a ");
        settings.put("log_checkpoints", "off");
        return settings;
    }

    private void makeMissing(List<String> schemas) {
        List<String> missing =
                schemas.stream().filter(schema -> !secrets.isMade(schema)).toList();
        if (missing.isEmpty()) return;
        Superuser superuser = new Superuser(postmaster.port(), secrets.superuserPassword());
        superuser.makeDatabase(DATABASE);
        for (String schema : missing) {
            superuser.makeSchema(DATABASE, schema, secrets.passwordOf(schema));
            secrets.markMade(schema);
        }
    }

    private synchronized void startAgainWhenLost() {
        postmaster
                .onExit()
                .thenRunAsync(
                        this::startAgain,
                        task -> Thread.ofPlatform().name("postgres-restart").start(task));
    }

    private synchronized void startAgain() {
        if (closed) return;
        log.error("Postgres process {} on {} has died; starting it again", postmaster.pid(), data.path());
        try {
            data.stopLeftover(LEFTOVER_PATIENCE);
            postmaster = Postmaster.start(data, postmaster.port(), settings(), output);
            startAgainWhenLost();
        } catch (RuntimeException e) {
            log.error("Postgres on {} cannot be started again", data.path(), e);
            lost.completeExceptionally(e);
        }
    }

    /** One old log is kept; a year of them is not. */
    private void cutLog() {
        try {
            Files.createDirectories(output.toAbsolutePath().getParent());
            if (Files.exists(output) && Files.size(output) > 10_000_000) {
                FileTree.replace(output, output.resolveSibling(output.getFileName() + ".old"));
            }
        } catch (IOException e) {
            throw PostgresException.notWritable(output, e);
        }
    }
}
