package io.dormouse.gateway.bridge;

import io.dormouse.gateway.auth.Authentication;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;

/**
 * Lets programs that are not on the JVM speak to the services: the protocol of {@code vertx-tcp-eventbus-bridge}, behind the
 * tokens of the HTTP API. On the event loop of the verticle that makes it.
 */
public final class Bridge {
    private final Vertx vertx;
    private final BridgeConfig config;
    private final Authentication authentication;
    private final BridgeCalls calls;
    private final NetServer server;

    /** Listens to nobody yet. */
    public Bridge(Vertx vertx, BridgeConfig config, Authentication authentication, BridgeCalls calls) {
        this.vertx = vertx;
        this.config = config;
        this.authentication = authentication;
        this.calls = calls;
        this.server = vertx.createNetServer(
                        new NetServerOptions().setTcpKeepAlive(true).setTcpNoDelay(true))
                .connectHandler(this::connected);
    }

    /** Complete when clients can connect. */
    public Future<Bridge> listen() {
        return server.listen(config.port(), config.host()).map(this);
    }

    /** The port that it listens on. */
    public int port() {
        return server.actualPort();
    }

    /** Takes nobody and nothing new, answers what is under way, and closes within this time. */
    public Future<Void> leave(long time, TimeUnit unit) {
        return server.shutdown(time, unit);
    }

    private void connected(NetSocket socket) {
        Connection connection = new Connection(vertx, config, authentication, calls, socket);
        socket.shutdownHandler(leaving -> connection.leave());
        connection.serve();
    }
}
