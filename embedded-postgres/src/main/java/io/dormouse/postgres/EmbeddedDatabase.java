package io.dormouse.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Postgres for tests: one server per JVM, started at first use (about 1 s), thrown away when the JVM ends. Every schema lies
 * in a database of its own, so tests never meet. Thread-safe.
 */
public final class EmbeddedDatabase {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedDatabase.class);
    static final String HOME = "dormouse-tests-" + System.getProperty("user.name");

    private final Postmaster postmaster;
    private final Superuser superuser;
    private final AtomicInteger databases = new AtomicInteger();

    /**
     * How a test reaches a schema, with the role that owns it.
     *
     * @param socketFolder where its Unix socket lies, if it has one
     * @param database made for this schema alone
     * @param user the schema's owner, no superuser
     */
    public record Schema(
            String host,
            int port,
            Optional<Path> socketFolder,
            String database,
            String schema,
            String user,
            String password) {}

    /** The server that promises nothing after a crash (fsync off): what almost every test wants. */
    public static EmbeddedDatabase shared() {
        return Fast.INSTANCE;
    }

    /** The server with the settings of production, for measurements and for tests that kill it. */
    public static EmbeddedDatabase durable() {
        return Durable.INSTANCE;
    }

    private static final class Fast {
        /** A password that is hard to guess would be most of what a connection costs a test, and tests make thousands. */
        private static final Map<String, String> SETTINGS =
                Map.of("fsync", "off", "synchronous_commit", "off", "full_page_writes", "off", "scram_iterations", "1");

        static final EmbeddedDatabase INSTANCE =
                new EmbeddedDatabase(ScratchFolder.path().resolve(HOME), "fast", SETTINGS);
    }

    private static final class Durable {
        static final EmbeddedDatabase INSTANCE =
                new EmbeddedDatabase(Path.of(System.getProperty("java.io.tmpdir"), HOME), "durable", Settings.LASTING);
    }

    private EmbeddedDatabase(Path home, String flavour, Map<String, String> ofFlavour) {
        ProcessHandle self = ProcessHandle.current();
        Path folder = home.resolve("%d-%d-%s".formatted(self.pid(), System.currentTimeMillis(), flavour));
        PostgresBinaries binaries = PostgresBinaries.unpacked(log::info);
        deleteFoldersOfDeadProcesses(home, binaries);
        DataDirectory data = new DataDirectory(folder.resolve("data"), binaries);
        String password = Password.make();
        data.initialiseUnlessThere(password, false, log::debug);
        Map<String, String> settings = new HashMap<>(Map.of("max_connections", "300", "shared_buffers", "64MB"));
        settings.putAll(ofFlavour);
        postmaster = Postmaster.start(data, 0, settings, folder.resolve("postgres.log"));
        superuser = new Superuser(postmaster.port(), password);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(folder), "throw away " + folder));
        // Kept as these settings say, where initdb has kept it as its own
        superuser.execute("ALTER ROLE %s PASSWORD '%s'".formatted(DataDirectory.SUPERUSER, password));
    }

    /** An empty schema of this name, in a new database, with a role of its own. About 50 ms. */
    public Schema freshSchema(String schema) {
        String name = "%s_%d".formatted(schema, databases.incrementAndGet());
        String password = Password.make();
        superuser.makeDatabase(name);
        superuser.makeSchema(name, schema, name, password);
        return new Schema(Postmaster.HOST, postmaster.port(), postmaster.socketFolder(), name, schema, name, password);
    }

    /**
     * As {@link #freshSchema}, for software that makes its tables itself: the role may also make further schemas and those
     * extensions that Postgres trusts everybody with.
     */
    public Schema freshDatabase(String schema) {
        Schema fresh = freshSchema(schema);
        superuser.execute("GRANT CREATE ON DATABASE \"%s\" TO \"%s\"".formatted(fresh.database(), fresh.user()));
        return fresh;
    }

    private void throwAway(Path folder) {
        postmaster.kill();
        try {
            FileTree.delete(folder);
        } catch (IOException e) {
            log.warn("{} stays behind", folder, e);
        }
    }

    /** A test JVM that was killed could not tidy up; the next one does. */
    private static void deleteFoldersOfDeadProcesses(Path home, PostgresBinaries binaries) {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Files.createDirectories(home), "[0-9]*-*")) {
            for (Path folder : folders) {
                long owner = Long.parseLong(folder.getFileName().toString().split("-", 2)[0]);
                if (ProcessHandle.of(owner).isPresent()) continue;
                new DataDirectory(folder.resolve("data"), binaries).stopLeftover(Duration.ofSeconds(10));
                FileTree.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
