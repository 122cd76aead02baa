package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedPostgres;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** The disk of Postgres is a small one in memory, for which one has to be allowed to mount. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
final class FullDiskTest {
    private static final int WORKFLOWS = 20;
    private static final int SIGNALS = 100;

    @TempDir
    Path folder;

    private static final String MUCH =
            "CREATE TABLE IF NOT EXISTS much AS SELECT repeat('x', 500) AS x FROM generate_series(1, 20000)";

    @BeforeEach
    void mount() throws IOException, InterruptedException {
        Files.createDirectory(disk());
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=128m,mode=700", "dormouse", disk().toString()) == 0,
                "SKIPPED: a disk that can be full needs the right to mount one");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        run("umount", "-l", disk().toString());
    }

    @Test
    void shouldMakeNothingStuckAndLoseNothing() throws IOException {
        Path log = folder.resolve("postgres.log");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(disk(), log, List.of("dormouse"), progress -> {});
                ServiceUnderTest service = new ServiceUnderTest(new Database(
                                postgres.host(),
                                postgres.port(),
                                postgres.database(),
                                "dormouse",
                                "dormouse",
                                postgres.password("dormouse")))
                        .up()) {
            SignalLoad load = new SignalLoad(service, WORKFLOWS, SIGNALS);
            load.begin();
            load.awaitAcknowledged(WORKFLOWS * SIGNALS / 10);

            Path ballast = disk().resolve("ballast");
            fill(ballast);
            untilSaid("No space left on device", log, service.pool());
            Files.delete(ballast);

            load.awaitEnd();
            load.ids().forEach(id -> {
                WorkflowView end = service.awaitEnd(id);
                assertThat(end.status()).as(id).isEqualTo("COMPLETED");
                assertThat(end.result()).as(id).hasValue(load.expected());
            });
            assertThat(service.count("SELECT count(*) FROM workflow WHERE status = 'STUCK'"))
                    .isZero();
        }
    }

    private Path disk() {
        return folder.resolve("disk");
    }

    private static void fill(Path file) throws IOException {
        byte[] piece = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) out.write(piece);
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left on device");
        }
    }

    /** Somebody writes much meanwhile: the load alone may fit into what Postgres has reserved already. */
    private static void untilSaid(String words, Path log, Pool pool) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        Future<?> written = Future.succeededFuture();
        while (!Files.readString(log, StandardCharsets.ISO_8859_1).contains(words)) {
            if (written.isComplete()) written = pool.query(MUCH).execute();
            if (System.nanoTime() > deadline) throw new AssertionError("Postgres did not notice that its disk is full");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
