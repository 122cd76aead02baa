package io.dormouse.workflow;

import io.dormouse.host.ServiceVertx;
import io.dormouse.host.config.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Ways to servers that can go silent: nothing more comes over them, and nothing is closed. */
final class Wires implements AutoCloseable {
    private final Vertx vertx = ServiceVertx.alone();
    private final NetClient client = vertx.createNetClient();
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();

    /** Where to connect to instead. */
    HostPort to(HostPort server) {
        NetServer listening = ServiceUnderTest.await(vertx.createNetServer()
                .connectHandler(near -> connected(near, server))
                .listen(0, "127.0.0.1"));
        return new HostPort("127.0.0.1", listening.actualPort());
    }

    /** From now on nothing is heard of the server on this port. */
    void silence(int port) {
        silent.add(port);
    }

    private void connected(NetSocket near, HostPort server) {
        near.pause();
        client.connect(server.port(), server.host()).onSuccess(far -> {
            pass(near, far, server);
            pass(far, near, server);
            near.resume();
        });
    }

    private void pass(NetSocket from, NetSocket to, HostPort server) {
        from.handler(bytes -> {
            if (!silent.contains(server.port())) to.write(bytes);
        });
        from.closeHandler(closed -> to.close());
    }

    @Override
    public void close() {
        ServiceUnderTest.await(vertx.close());
    }
}
