package io.dormouse.dns.server;

import static io.dormouse.dns.Awaiting.await;

import io.dormouse.dns.Schemas;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.sandbox.dns.NameServer;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;

/** The sandbox's name server, in this JVM. */
public final class SandboxServer implements RunningServer {
    private final Vertx vertx = ServiceVertx.alone();
    private final String secret = Secrets.make();
    private final Pool pool;
    private NameServer server;

    public SandboxServer() {
        Database database = Schemas.fresh("sandbox");
        await(database.migrate(vertx));
        pool = database.pool(vertx, 4);
        server = open(0);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public String secret() {
        return secret;
    }

    /** Away for as long as the work takes, then back on the same port. */
    public void whileAway(Runnable work) {
        int port = server.port();
        await(server.close());
        work.run();
        server = open(port);
    }

    @Override
    public void close() {
        await(server.close());
        await(pool.close());
        await(vertx.close());
    }

    private NameServer open(int port) {
        return await(
                NameServer.open(vertx, pool, new NameServerConfig("127.0.0.1", port, List.of(ZONE), KEY_NAME, secret)));
    }
}
