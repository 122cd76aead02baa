package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.host.config.HostPort;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/** The way to Postgres, which can lose the answer to a commit: the server commits, and the connection breaks. */
final class LossyWire implements AutoCloseable {
    private final Vertx vertx = ServiceVertx.alone();
    private final NetClient client = vertx.createNetClient();
    private final NetServer server;
    private final Database behind;
    private final AtomicBoolean lose = new AtomicBoolean();

    LossyWire(Database behind) {
        this.behind = behind;
        this.server =
                await(vertx.createNetServer().connectHandler(this::connected).listen(0, "127.0.0.1"));
    }

    Database database() {
        return new Database(
                "127.0.0.1", server.actualPort(), behind.name(), behind.schema(), behind.user(), behind.password());
    }

    void loseTheAnswerToTheNextCommit() {
        lose.set(true);
    }

    private void connected(NetSocket socket) {
        socket.pause();
        HostPort host = behind.hosts().getFirst();
        client.connect(host.port(), host.host())
                .onComplete(
                        postgres -> {
                            socket.handler(postgres::write);
                            postgres.handler(answer -> {
                                if (isAnswerToCommit(answer) && lose.compareAndSet(true, false)) {
                                    postgres.handler(rest -> {});
                                    socket.close();
                                } else {
                                    socket.write(answer);
                                }
                            });
                            socket.closeHandler(closed -> postgres.close());
                            postgres.closeHandler(closed -> socket.close());
                            socket.resume();
                        },
                        failure -> socket.close());
    }

    private static boolean isAnswerToCommit(Buffer answer) {
        return answer.toString(StandardCharsets.ISO_8859_1).contains("COMMIT\0");
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
