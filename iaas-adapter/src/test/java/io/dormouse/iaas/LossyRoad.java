package io.dormouse.iaas;

import static io.dormouse.iaas.Await.result;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

/** A way to a cloud on which requests arrive, but the first answers are lost together with their connection. */
final class LossyRoad {
    private final Vertx vertx = ServiceVertx.alone();
    private final AtomicInteger lost = new AtomicInteger();
    private final NetServer server;

    LossyRoad(int port, int answersToLose) {
        server = result(vertx.createNetServer()
                .connectHandler(near -> {
                    near.pause();
                    vertx.createNetClient()
                            .connect(port, "127.0.0.1")
                            .onComplete(
                                    far -> {
                                        far.handler(answer -> {
                                            if (lost.incrementAndGet() <= answersToLose) near.close();
                                            else near.write(answer);
                                        });
                                        far.closeHandler(closed -> near.close());
                                        near.handler(far::write);
                                        near.closeHandler(closed -> far.close());
                                        near.resume();
                                    },
                                    failure -> near.close());
                })
                .listen(0, "127.0.0.1"));
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    int lost() {
        return lost.get();
    }

    void close() {
        result(vertx.close());
    }
}
