package io.dormouse.bench.growth;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndedTest {
    private static final String DAYS_AGO = """
        SELECT max(ago) AS first, min(ago) AS last
        FROM (SELECT extract(epoch FROM now() - (%s))::float8 / 86400 AS ago FROM (VALUES (0::bigint), (%d)) AS workflow (number)) AS ended\
        """;

    @ParameterizedTest
    @ValueSource(longs = {1_000_000, 10_000_000, 50_000_000})
    void shouldHaveEndedBetween100And42DaysAgoHoweverManyThereAre(long workflows) throws Exception {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("growth");
        Database database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        Vertx vertx = Vertx.vertx();
        try {
            Pool pool = database.pool(vertx, 1);
            Row days = pool.query(DAYS_AGO.formatted(Ended.at(workflows), workflows - 1))
                    .execute()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get()
                    .iterator()
                    .next();

            assertThat(days.getDouble("first")).isEqualTo(100);
            assertThat(days.getDouble("last")).isBetween(42.0, 42.01);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
