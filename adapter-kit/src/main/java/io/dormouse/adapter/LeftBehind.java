package io.dormouse.adapter;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntSupplier;

/** What instances that are gone left in a ledger, and what attempts of a call left outside. Read slowly, from partial indexes. */
final class LeftBehind {
    private static final String GONE = "SELECT number FROM instance WHERE number <> $1 AND"
            + " pg_try_advisory_xact_lock_shared('instance'::regclass::oid::integer, number)";

    private static final String FORGET = """
        DELETE FROM instance i WHERE i.number = ANY($1) AND i.seen < now() - interval '1 hour' AND NOT EXISTS
          (SELECT FROM operation o WHERE o.holder = i.number AND (o.state = 'STARTED' OR o.settle_until IS NOT NULL))\
        """;

    private static final String IN_FLIGHT = LedgerRow.SELECT
            + "WHERE o.holder = ANY($1) AND o.state = 'STARTED' AND o.action = ANY($3) AND o.key <> ALL($4) ORDER BY"
            + " o.key LIMIT 500";

    private static final String UNSETTLED = """
        SELECT key, action, outcome::text AS outcome, settle_until < now() AS last FROM operation
        WHERE settle_until IS NOT NULL AND holder = ANY($1) AND action = ANY($2) ORDER BY settle_until LIMIT 500\
        """;

    private static final String SETTLED = "UPDATE operation SET settle_until = NULL WHERE key = ANY($1)";

    private final Link link;
    private final IntSupplier me;

    /** A call that is done, of which more than one attempt may have acted. @param last no packet can land any more */
    record Surplus(String key, String action, Outcome outcome, boolean last) {}

    LeftBehind(Vertx vertx, Database database, IntSupplier me) {
        this.link = new Link(vertx, LedgerStore.optionsOf(database));
        this.me = me;
    }

    /** The numbers of other instances whose lock is free. */
    Future<List<Integer>> gone() {
        return read(GONE, Tuple.of(me.getAsInt()), row -> row.getInteger(0));
    }

    /** Forgets instances that have been gone for an hour when nothing hangs on them. */
    Future<Void> forget(Collection<Integer> gone) {
        return read(FORGET, Tuple.of(gone.toArray(Integer[]::new)), row -> row).mapEmpty();
    }

    /** What these instances left in flight, at most 500. */
    Future<List<LedgerRow>> inFlight(Collection<Integer> holders, Collection<String> actions, Collection<String> but) {
        return read(
                IN_FLIGHT,
                Tuple.of(
                        holders.toArray(Integer[]::new),
                        me.getAsInt(),
                        actions.toArray(String[]::new),
                        but.toArray(String[]::new)),
                LedgerRow::of);
    }

    /** What these instances brought to an end with more than one attempt, at most 500. */
    Future<List<Surplus>> unsettled(Collection<Integer> holders, Collection<String> actions) {
        return read(
                UNSETTLED,
                Tuple.from(List.of(holders.toArray(Integer[]::new), actions.toArray(String[]::new))),
                row -> new Surplus(
                        row.getString("key"),
                        row.getString("action"),
                        new Outcome(row.getString("outcome")),
                        row.getBoolean("last")));
    }

    Future<Void> settled(Collection<String> keys) {
        return read(SETTLED, Tuple.of(keys.toArray(String[]::new)), row -> row).mapEmpty();
    }

    private <T> Future<List<T>> read(String sql, Tuple parameters, Function<Row, T> as) {
        return link.open()
                .compose(connection -> connection.preparedQuery(sql).execute(parameters))
                .map(rows -> list(rows, as));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> as) {
        List<T> list = new ArrayList<>();
        for (Row row : rows) list.add(as.apply(row));
        return list;
    }

    Future<Void> close() {
        return link.close();
    }
}
