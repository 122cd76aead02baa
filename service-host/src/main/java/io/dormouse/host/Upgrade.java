package io.dormouse.host;

import io.dormouse.host.config.HostPort;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Migrates a schema on the primary, as soon as there is one. */
final class Upgrade {
    private static final Logger log = LoggerFactory.getLogger(Upgrade.class);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final long PAUSE_MILLIS = 500;

    /** No connection; shutting down or starting; no connection free; read-only; out of disk or memory. */
    private static final Set<String> AWAY = Set.of("08", "57", "53", "25");

    private final Vertx vertx;
    private final Database database;
    private final String[] shared;
    private final long giveUp = System.nanoTime() + PATIENCE.toNanos();
    private boolean told;

    Upgrade(Vertx vertx, Database database, String... shared) {
        this.vertx = vertx;
        this.database = database;
        this.shared = shared;
    }

    Future<Void> run() {
        return once().recover(failure -> {
            if (!isAway(failure)) return Future.failedFuture(failure);
            if (System.nanoTime() - giveUp > 0) return Future.failedFuture(SchemaException.away(database, failure));
            if (!told) log.warn("waiting for {}: {}", database, sentence(failure));
            told = true;
            return vertx.timer(PAUSE_MILLIS).compose(again -> run());
        });
    }

    private Future<Void> once() {
        Future<HostPort> primary = database.hosts().size() == 1
                ? Future.succeededFuture(database.hosts().getFirst())
                : Primary.of(vertx, database).find();
        return primary.compose(host ->
                vertx.executeBlocking(() -> Migration.of(database, host, shared).run(), false));
    }

    /** Whether the same may work a moment later, without anybody having changed a setting. */
    private static boolean isAway(Throwable failure) {
        if (failure instanceof SchemaException) return false;
        Optional<SQLException> refusal = refusalIn(failure);
        return refusal.isEmpty()
                ? failure instanceof IllegalStateException
                : refusal.map(SQLException::getSQLState)
                        .filter(state -> AWAY.contains(state.substring(0, 2)))
                        .isPresent();
    }

    private static Optional<SQLException> refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) return Optional.of(refusal);
        }
        return Optional.empty();
    }

    static String sentence(Throwable failure) {
        return String.valueOf(refusalIn(failure)
                .<Throwable>map(refusal -> refusal)
                .orElse(failure)
                .getMessage());
    }
}
