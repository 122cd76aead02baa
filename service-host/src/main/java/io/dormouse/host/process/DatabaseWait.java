package io.dormouse.host.process;

import io.dormouse.host.Database;
import io.dormouse.host.Insistence;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlClient;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Waits for a Postgres that lets this service in. Everything is waited for, a wrong password too: when a whole site starts, the
 * server, the database and the roles come one after another.
 */
record DatabaseWait(Vertx vertx, Database database, Condition condition) {
    private static final long PAUSE_MILLIS = 500;

    /** Complete when it was reached; never fails. */
    Future<Void> reached() {
        return Insistence.until(this::reach, failure -> {
            condition.waiting("waiting for the database %s: %s".formatted(database, Sentence.of(failure)));
            return vertx.timer(PAUSE_MILLIS, TimeUnit.MILLISECONDS).mapEmpty();
        });
    }

    /** Complete if it answers now. */
    Future<Void> reach() {
        return database.connect(vertx, Map.of()).compose(SqlClient::close);
    }
}
