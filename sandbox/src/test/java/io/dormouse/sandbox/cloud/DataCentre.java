package io.dormouse.sandbox.cloud;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A migrated database, empty for each test, and clouds on it that end with the test. */
final class DataCentre implements BeforeEachCallback, AfterEachCallback {
    static final String KEY = "key-of-default";

    private static final Vertx OUTSIDE = ServiceVertx.alone();
    private static final Database DATABASE = migrated();
    private static final Pool POOL = DATABASE.pool(OUTSIDE, 1);

    private final List<Vertx> open = new ArrayList<>();

    private static Database migrated() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("sandbox");
        Database database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        result(database.migrate(OUTSIDE));
        return database;
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sql("DELETE FROM server");
        sql("UPDATE allocation SET last_address = NULL");
    }

    @Override
    public void afterEach(ExtensionContext context) {
        stop();
    }

    /** A cloud whose servers boot at once. */
    static CloudConfig config() {
        return CloudConfig.standard(KEY).withBootTime(Duration.ZERO);
    }

    /** Starts a cloud, as a process would. */
    Client start(CloudConfig config, Hardware hardware) {
        return result(starting(config, hardware));
    }

    /** The same, without waiting until it is open. */
    Future<Client> starting(CloudConfig config, Hardware hardware) {
        Vertx vertx = ServiceVertx.alone();
        open.add(vertx);
        CloudProcess process = new CloudProcess(DATABASE, config, hardware);
        return vertx.deployVerticle(process)
                .map(id ->
                        new Client(process.port(), config.accounts().getFirst().apiKey()));
    }

    Client start(CloudConfig config) {
        return start(config, new Racks(0, 0));
    }

    /** Ends all clouds there are. */
    void stop() {
        open.forEach(vertx -> result(vertx.close()));
        open.clear();
    }

    /** Runs SQL as an outsider. */
    static void sql(String statement) {
        result(POOL.query(statement).execute());
    }

    static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError("not within 20 s", e);
        }
    }
}
