package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;

/**
 * The cloud: its HTTP API and the servers behind it. What it has answered is in Postgres. Opened, used and closed on one event
 * loop.
 */
public final class Cloud {
    private final HttpServer server;
    private final BootSequence boots;

    private Cloud(HttpServer server, BootSequence boots) {
        this.server = server;
        this.boots = boots;
    }

    /**
     * Turns on the servers whose boot time is over, then opens the API: so what it calls {@code RUNNING} after a restart listens
     * again. The tables of {@code db/sandbox} exist. The caller keeps and closes the pool.
     */
    public static Future<Cloud> open(Vertx vertx, Pool pool, CloudConfig config, Hardware hardware) {
        ServerStore store = new ServerStore(pool);
        BootSequence boots = new BootSequence(vertx, store, hardware, config.bootTime());
        FreeAddresses addresses = new FreeAddresses(vertx, config.addresses(), hardware.ports());
        Allocator allocator = new Allocator(pool, addresses, new Planner(config));
        HttpServerOptions options = new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setIdleTimeout(60)
                .setIdleTimeoutUnit(TimeUnit.SECONDS);
        return store.all()
                .compose(servers ->
                        Future.join(servers.stream().map(boots::expect).toList()))
                .compose(expected -> vertx.createHttpServer(options)
                        .requestHandler(new Api(vertx, config, store, allocator, boots).router())
                        .listen())
                .map(server -> new Cloud(server, boots))
                .onFailure(failure -> boots.close());
    }

    /** The TCP port of the API. */
    public int port() {
        return server.actualPort();
    }

    /** Closes the API. Servers that listen go on: turning them off is for who turned them on. */
    public Future<Void> close() {
        return server.close().eventually(boots::close);
    }
}
