package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DatabaseTest {
    private final Vertx vertx = Vertx.vertx();
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

    private String table(String name) throws InterruptedException, TimeoutException {
        return answer("SELECT coalesce(to_regclass('%s')::text, 'null')".formatted(name));
    }

    private String answer(String sql) throws InterruptedException, TimeoutException {
        Row row = await(pool.query(sql).execute()).iterator().next();
        return row.getString(0);
    }

    private static Database fresh(String name) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema(name);
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }
}
