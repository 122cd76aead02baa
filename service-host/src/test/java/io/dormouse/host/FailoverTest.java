package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.host.config.HostPort;
import io.dormouse.postgres.EmbeddedDatabase.Schema;
import io.dormouse.postgres.ReplicatedPostgres;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.pgclient.PgConnection;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class FailoverTest {
    private final ReplicatedPostgres postgres = ReplicatedPostgres.start();
    private final Schema schema = postgres.freshSchema("zoo");
    private final Vertx vertx = ServiceVertx.alone();
    private final Database zoo = at(postgres.standbyPort(), postgres.primaryPort());

    @AfterEach
    void close() throws InterruptedException, TimeoutException {
        await(vertx.close());
        postgres.close();
    }

    @Test
    void shouldWorkOnThePrimaryAndGoOverToTheNewOneAlthoughTheOldOneStillBelievesToBeIt()
            throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx));
        Pool pool = zoo.pool(vertx, 2);
        PgConnection held = await(zoo.connect(vertx, Map.of()));
        Promise<Void> closed = Promise.promise();
        held.closeHandler(closed::complete);
        assertThat(portOf(pool)).isEqualTo(postgres.primaryPort());
        assertThat(portOf(held)).isEqualTo(postgres.primaryPort());

        postgres.promoteStandby();

        await(closed.future());
        untilOn(postgres.standbyPort(), pool);
        assertThat(portOf(await(zoo.connect(vertx, Map.of())))).isEqualTo(postgres.standbyPort());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
    void shouldSayOfEachHostWhyItIsNotThePrimary() {
        postgres.killPrimary();

        assertThatThrownBy(() -> await(zoo.connect(vertx, Map.of())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("127.0.0.1:%d: a standby, or read-only", postgres.standbyPort())
                .hasMessageContaining("127.0.0.1:%d: Connection refused", postgres.primaryPort());
    }

    @Test
    @EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
    void shouldWaitWithTheMigrationUntilThereIsAPrimary() throws InterruptedException, TimeoutException {
        postgres.killPrimary();
        var migrated = at(postgres.primaryPort(), postgres.standbyPort()).migrate(vertx);

        postgres.promoteStandby();

        await(migrated);
        assertThat(portOf(zoo.pool(vertx, 1))).isEqualTo(postgres.standbyPort());
    }

    private Database at(int... ports) {
        return new Database(
                Arrays.stream(ports)
                        .mapToObj(port -> new HostPort(schema.host(), port))
                        .toList(),
                schema.database(),
                schema.schema(),
                schema.user(),
                schema.password());
    }

    private static int portOf(SqlClient client) throws InterruptedException, TimeoutException {
        return await(client.query("SELECT inet_server_port()").execute())
                .iterator()
                .next()
                .getInteger(0);
    }

    private static void untilOn(int port, Pool pool) throws InterruptedException, TimeoutException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            try {
                if (portOf(pool) == port) return;
            } catch (IllegalStateException | VertxException onTheWay) {
                if (System.nanoTime() > deadline) throw new AssertionError("no way to port " + port, onTheWay);
            }
            if (System.nanoTime() > deadline) throw new AssertionError("still not on port " + port);
        }
    }
}
