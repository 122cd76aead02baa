package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The ledger of one service: a keyed call happens once. */
public final class Ledger {
    private Ledger() {}

    /** Brings the schema to this version: the ledger's own tables, then the adapter's ({@code db/<schema>/V10__….sql}). */
    public static Future<Void> migrate(Vertx vertx, Database database) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Opens the ledger. Migrates nothing. */
    public static Future<Ledger> open(Vertx vertx, Database database, String service) {
        return Future.failedFuture(new UnsupportedOperationException());
    }

    /** Closes. */
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
