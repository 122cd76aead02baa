package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;

import io.dormouse.host.Database;
import io.dormouse.host.config.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;

/** A way to a database that can go dead: what is sent over it then is lost, for good on the connections that were open. */
final class SilentWire {
    private final Database behind;
    private final NetClient client;
    private final NetServer server;
    private volatile boolean dead;

    SilentWire(Vertx vertx, Database behind) {
        this.behind = behind;
        this.client = vertx.createNetClient();
        this.server =
                await(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    /** The database by way of this. */
    Database database() {
        return new Database(
                "127.0.0.1", server.actualPort(), behind.name(), behind.schema(), behind.user(), behind.password());
    }

    void goDead() {
        dead = true;
    }

    void comeBack() {
        dead = false;
    }

    private void connected(NetSocket near) {
        near.pause();
        HostPort host = behind.hosts().getFirst();
        client.connect(host.port(), host.host()).onSuccess(far -> {
            boolean[] broken = new boolean[1];
            pass(near, far, broken);
            pass(far, near, broken);
            near.resume();
        });
    }

    private void pass(NetSocket from, NetSocket to, boolean[] broken) {
        from.handler(bytes -> {
            broken[0] |= dead;
            if (!broken[0]) to.write(bytes);
        });
        from.closeHandler(closed -> to.close());
    }
}
