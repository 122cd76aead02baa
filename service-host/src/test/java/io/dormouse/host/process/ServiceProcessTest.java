package io.dormouse.host.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.postgres.FreePort;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Processes as their supervisor sees them. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class ServiceProcessTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void shouldWaitForADatabaseThatComesLaterAndEndWithZeroWhenItIsTold() throws Exception {
        EmbeddedDatabase.Schema postgres = EmbeddedDatabase.shared().freshSchema("sleepy");
        int port = FreePort.get();
        Vertx vertx = ServiceVertx.alone();
        try (Started service = Started.with(
                folder,
                "--database.hosts=127.0.0.1:" + port,
                "--database.name=" + postgres.database(),
                "--database.user=" + postgres.user(),
                "--database.password=" + postgres.password())) {
            String reason = service.await("/readyz", answer -> answer.body().contains("waiting for the database"))
                    .body();
            assertThat(reason).contains("127.0.0.1:" + port).contains("refused");
            assertThat(service.await("/healthz", answer -> true).statusCode()).isEqualTo(200);
            assertThat(service.await("/metrics", answer -> true).body())
                    .contains("dormouse_ready 0.0", "jvm_memory_used");

            passOn(vertx, port, postgres.port());

            service.await("/readyz", answer -> answer.statusCode() == 200);
            assertThat(service.await("/metrics", answer -> true).body())
                    .contains("dormouse_ready 1.0", "dormouse_cluster_members 1.0");
            assertThat(service.end(true)).isZero();
            assertThat(service.said()).contains("stopping", "stopped");
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void shouldEndWithZeroInTimeThoughTheServiceHangs() throws Exception {
        EmbeddedDatabase.Schema postgres = EmbeddedDatabase.shared().freshSchema("sleepy");
        try (Started service = Started.with(
                folder,
                "--database.hosts=127.0.0.1:" + postgres.port(),
                "--database.name=" + postgres.database(),
                "--database.user=" + postgres.user(),
                "--database.password=" + postgres.password(),
                "--hangs=true",
                "--stop.patience=1s")) {
            service.await("/readyz", answer -> answer.statusCode() == 200);

            service.process().destroy();

            assertThat(service.await("/readyz", answer -> answer.statusCode() == 503)
                            .body())
                    .isEqualTo("stopping\n");
            assertThat(service.end(false)).isZero();
            assertThat(service.said()).contains("the stop hangs for 1 s");
        }
    }

    @Test
    void shouldEndWithTwoAndNameEveryWrongKey() throws Exception {
        try (Started service = Started.with(folder, "--hangs=perhaps", "--cluster.host=0.0.0.0")) {
            assertThat(service.end(false)).isEqualTo(2);
            assertThat(service.said().lines().filter(line -> line.contains("wrong configuration:")))
                    .hasSize(3)
                    .anyMatch(line -> line.contains("hangs (flag --hangs)"))
                    .anyMatch(line -> line.contains("cluster.host (flag --cluster.host)"))
                    .anyMatch(line -> line.contains("database.password is missing"));
        }
    }

    @Test
    void shouldEndWithOneAndASentenceIfAPortIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                Started service =
                        Started.with(folder, "--database.password=x", "--cluster.bus-port=" + taken.getLocalPort())) {
            assertThat(service.end(false)).isEqualTo(1);
            assertThat(service.said()).contains("sleepy cannot start: ").contains("Address already in use");
        }
    }

    private static void passOn(Vertx vertx, int from, int to) throws Exception {
        NetClient client = vertx.createNetClient();
        NetServer server = vertx.createNetServer().connectHandler(incoming -> {
            incoming.pause();
            client.connect(to, "127.0.0.1")
                    .onSuccess(outgoing -> {
                        incoming.pipeTo(outgoing);
                        outgoing.pipeTo(incoming);
                    })
                    .onFailure(failure -> incoming.close());
        });
        server.listen(from, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }
}
