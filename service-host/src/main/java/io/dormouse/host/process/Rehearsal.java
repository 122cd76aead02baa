package io.dormouse.host.process;

import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.vertx.core.Future;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start that leads nowhere, for the JVM to learn which classes a real one needs ({@code -XX:ArchiveClassesAtExit}): it joins
 * nobody, finds no database, and loads what would come next.
 */
final class Rehearsal {
    private static final Logger log = LoggerFactory.getLogger(Rehearsal.class);
    private static final List<String> NEEDED_SOON = List.of(
            "contracts",
            "service-host",
            "adapter-kit",
            "workflow",
            "gateway",
            "dns",
            "iaas",
            "approval",
            "job",
            "sandbox",
            "vertx-pg-client",
            "vertx-sql-client",
            "vertx-web",
            "flyway",
            "postgresql");
    private static final Database NOWHERE = new Database("127.0.0.1", 1, "none", "none", "none", "none");
    private static final ClusterConfig NOBODY = ClusterConfig.alone("rehearsal-" + UUID.randomUUID(), "other");

    private Rehearsal() {}

    /** Blocking; ends well or throws. */
    static void run() throws IOException {
        Condition condition = new Condition();
        ProcessMetrics metrics = new ProcessMetrics(condition);
        ClusterMember member = wait(ClusterMember.join(NOBODY, metrics.options(), Optional.of(metrics.factory())));
        try (HealthServer health = HealthServer.open("127.0.0.1", 0, condition, metrics::text)) {
            log.info(
                    "health would be at port {}, and tell {} characters",
                    health.port(),
                    metrics.text().length());
        }
        String refused = wait(new DatabaseWait(member.vertx(), NOWHERE, condition)
                .reach()
                .map(reached -> "reached")
                .otherwise(Throwable::getMessage));
        log.info("as expected, no database: {}", refused);
        long loaded = classPath().mapToLong(Rehearsal::load).sum();
        log.info("{} classes loaded", loaded);
        wait(member.leave());
    }

    private static <T> T wait(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private static Stream<Path> classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(jar -> NEEDED_SOON.stream().anyMatch(jar.getFileName().toString()::startsWith));
    }

    private static long load(Path jar) {
        try (JarFile classes = new JarFile(jar.toFile())) {
            return classes.stream()
                    .map(entry -> entry.getName())
                    .filter(name ->
                            name.endsWith(".class") && !name.startsWith("META-INF") && !name.contains("module-info"))
                    .filter(name -> isLoaded(
                            name.substring(0, name.length() - ".class".length()).replace('/', '.')))
                    .count();
        } catch (IOException e) {
            log.warn("{} cannot be read: {}", jar, e.getMessage());
            return 0;
        }
    }

    /** Many libraries bring classes for others that are not there. */
    private static boolean isLoaded(String name) {
        try {
            Class.forName(name, false, Rehearsal.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            log.debug("{} is not for this program: {}", name, e.toString());
            return false;
        }
    }
}
