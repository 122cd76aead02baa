package io.dormouse.sandbox.cloud;

import io.dormouse.sandbox.cloud.Order.Wish;
import io.dormouse.sandbox.cloud.Planner.Decision;
import io.dormouse.sandbox.cloud.Planner.Site;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Gives servers to orders. While one transaction is under way the orders that come wait, and the next one takes them all: a
 * thousand at once are a few transactions. Each locks the row of {@code allocation} before it reads, so that two processes on one
 * database never give the last server twice. An order is answered after the commit. For one event loop.
 */
final class Allocator {
    private static final int BATCH = 500;

    private final Pool pool;
    private final FreeAddresses addresses;
    private final Planner planner;
    private final Queue<Waiting> queue = new ArrayDeque<>();
    private boolean underWay;

    private record Waiting(Order order, Promise<Placement> answer) {}

    Allocator(Pool pool, FreeAddresses addresses, Planner planner) {
        this.pool = pool;
        this.addresses = addresses;
        this.planner = planner;
    }

    /** Places an order. If the future fails it may still be placed: ask again with the same token. */
    Future<Placement> place(Order order) {
        Promise<Placement> answer = Promise.promise();
        queue.add(new Waiting(order, answer));
        next();
        return answer.future();
    }

    private void next() {
        if (underWay || queue.isEmpty()) return;
        underWay = true;
        List<Waiting> batch = new ArrayList<>();
        while (batch.size() < BATCH && !queue.isEmpty()) batch.add(queue.remove());
        List<Order> orders = batch.stream().map(Waiting::order).toList();
        pool.withTransaction(connection -> place(connection, orders)).onComplete(placed -> {
            underWay = false;
            for (int i = 0; i < batch.size(); i++) {
                if (placed.succeeded())
                    batch.get(i).answer().complete(placed.result().get(i));
                else batch.get(i).answer().fail(placed.cause());
            }
            next();
        });
    }

    private Future<List<Placement>> place(SqlConnection connection, List<Order> orders) {
        return connection
                .preparedQuery("SELECT host(last_address) AS last FROM allocation FOR UPDATE")
                .execute()
                .map(rows -> Optional.ofNullable(rows.iterator().next().getString("last")))
                .compose(last -> {
                    Future<Map<Wish, Server>> known = known(connection, orders);
                    Future<Usage> usage = ServerStore.usage(connection);
                    return Future.all(known, usage)
                            .compose(read -> addresses.next(
                                    connection,
                                    last,
                                    orders.size() - known.result().size()))
                            .map(free ->
                                    planner.decide(orders, known.result(), usage.result(), new ArrayDeque<>(free)));
                })
                .compose(decisions -> insert(connection, decisions).map(made -> placements(decisions, made)));
    }

    private static Future<Map<Wish, Server>> known(SqlConnection connection, List<Order> orders) {
        return connection
                .preparedQuery("SELECT account, " + Server.COLUMNS + """
                    FROM server WHERE (account, token) IN (SELECT * FROM unnest($1::text[], $2::text[]))\
                    """)
                .execute(Tuple.tuple()
                        .addArrayOfString(
                                column(orders, order -> order.account().name()))
                        .addArrayOfString(column(orders, Order::token)))
                .map(rows -> {
                    Map<Wish, Server> servers = new HashMap<>();
                    rows.forEach(row ->
                            servers.put(new Wish(row.getString("account"), row.getString("token")), Server.of(row)));
                    return servers;
                });
    }

    /** By id. The first numbers go to the first orders. */
    private static Future<Map<String, Server>> insert(SqlConnection connection, List<Decision> decisions) {
        List<Site> sites = decisions.stream()
                .flatMap(decision -> decision instanceof Decision.Make(Site site, boolean first) && first
                        ? Stream.of(site)
                        : Stream.empty())
                .toList();
        if (sites.isEmpty()) return Future.succeededFuture(Map.of());
        Future<RowSet<Row>> inserted = connection
                .preparedQuery("""
                    INSERT INTO server (id, account, token, model, address, created_at)
                    SELECT id, account, token, model, address::inet, clock_timestamp()
                    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                         WITH ORDINALITY AS site (id, account, token, model, address, place)
                    ORDER BY place
                    RETURNING
                    """ + Server.COLUMNS)
                .execute(Tuple.tuple()
                        .addArrayOfString(column(sites, Site::id))
                        .addArrayOfString(
                                column(sites, site -> site.order().account().name()))
                        .addArrayOfString(column(sites, site -> site.order().token()))
                        .addArrayOfString(column(sites, site -> site.order().model()))
                        .addArrayOfString(column(sites, Site::address)));
        Future<RowSet<Row>> moved = connection
                .preparedQuery("UPDATE allocation SET last_address = $1::text::inet")
                .execute(Tuple.of(sites.getLast().address()));
        return Future.all(inserted, moved)
                .map(done -> StreamSupport.stream(inserted.result().spliterator(), false)
                        .map(Server::of)
                        .collect(Collectors.toMap(Server::id, Function.identity())));
    }

    private static List<Placement> placements(List<Decision> decisions, Map<String, Server> made) {
        return decisions.stream()
                .map(decision -> switch (decision) {
                    case Decision.Answer(Placement placement) -> placement;
                    case Decision.Make(Site site, boolean first) -> {
                        Server server = made.get(site.id());
                        if (server == null)
                            throw new IllegalStateException("the insert of %s returned no row".formatted(site));
                        yield first ? new Placement.Made(server) : new Placement.Known(server);
                    }
                })
                .toList();
    }

    private static <T> String[] column(List<T> rows, Function<T, String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
