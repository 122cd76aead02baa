package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final Database zoo = fresh("zoo");
    private final Pool pool = zoo.pool(vertx, 1);

    @AfterEach
    void close() throws InterruptedException, TimeoutException {
        await(vertx.close());
    }

    @Test
    void shouldRunTheServicesOwnMigrationsInItsSchema() throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx));

        assertThat(table("zoo.animal")).isEqualTo("animal");
        assertThat(table("zoo.base")).isEqualTo("null");
    }

    @Test
    void shouldRunSharedMigrationsInTheSameSchema() throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx, "classpath:db/base"));

        assertThat(table("zoo.animal")).isEqualTo("animal");
        assertThat(table("zoo.base")).isEqualTo("base");
    }

    @Test
    void shouldDoNothingTheSecondTime() throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx, "classpath:db/base"));
        await(zoo.migrate(vertx, "classpath:db/base"));

        assertThat(answer("SELECT count(*)::text FROM flyway_schema_history WHERE type = 'SQL'"))
                .isEqualTo("2");
    }

    @Test
    void shouldTakeUpASharedMigrationThatCameLater() throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx));
        await(zoo.migrate(vertx, "classpath:db/base"));

        assertThat(table("zoo.base")).isEqualTo("base");
    }

    @Test
    void shouldRefuseASchemaOfANewerVersionInOneSentence() throws InterruptedException, TimeoutException {
        await(zoo.migrate(vertx, "classpath:db/base"));
        answer("UPDATE flyway_schema_history SET version = '99', script = 'V99__future.sql' WHERE version = '10'"
                + " RETURNING version");

        assertThatThrownBy(() -> await(zoo.migrate(vertx, "classpath:db/base")))
                .isInstanceOf(SchemaException.class)
                .hasMessage(
                        "the schema zoo of database %s has version 99, which this program does not know; start it with"
                                + " the newer program that made it",
                        zoo.name());
    }

    @Test
    void shouldBeReachedOverItsSocketButForMigrations() throws InterruptedException, TimeoutException {
        EmbeddedDatabase.Schema made = EmbeddedDatabase.shared().freshSchema("zoo");
        Database near = database(made, made.password()).over(made.socketFolder());
        await(near.migrate(vertx));

        String asked = "SELECT coalesce(inet_client_addr()::text, 'over a socket')";
        assertThat(first(near.pool(vertx, 1).query(asked).execute())).isEqualTo("over a socket");
        assertThat(first(near.connect(vertx, Map.of())
                        .compose(connection -> connection.query(asked).execute())))
                .isEqualTo("over a socket");
    }

    @Test
    void shouldBeAskedForThePasswordOverTheSocketToo() {
        EmbeddedDatabase.Schema made = EmbeddedDatabase.shared().freshSchema("zoo");
        Database guess = database(made, "guessed").over(made.socketFolder());

        assertThatThrownBy(() -> await(guess.connect(vertx, Map.of())))
                .hasMessageContaining("password authentication failed");
    }

    private String table(String name) throws InterruptedException, TimeoutException {
        return answer("SELECT coalesce(to_regclass('%s')::text, 'null')".formatted(name));
    }

    private String answer(String sql) throws InterruptedException, TimeoutException {
        Row row = await(pool.query(sql).execute()).iterator().next();
        return row.getString(0);
    }

    private static String first(Future<RowSet<Row>> rows) throws InterruptedException, TimeoutException {
        return await(rows).iterator().next().getString(0);
    }

    private static Database fresh(String name) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema(name);
        return database(schema, schema.password());
    }

    private static Database database(EmbeddedDatabase.Schema schema, String password) {
        return new Database(schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), password);
    }
}
