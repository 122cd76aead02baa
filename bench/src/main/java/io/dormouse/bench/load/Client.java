package io.dormouse.bench.load;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.function.BooleanSupplier;

/** One connection that asks, and when it has been answered asks again. On the event loop of its crowd. */
final class Client {
    private final NetSocket socket;
    private final AnswerReader reader = new AnswerReader();
    private Promise<Void> done = Promise.promise();
    private Runnable next = () -> {};
    private long sentAt;
    private boolean open = true;

    Client(NetSocket socket) {
        this.socket = socket;
        socket.exceptionHandler(failure -> done.tryFail(failure));
        socket.closeHandler(closed -> {
            open = false;
            done.tryFail("a connection was closed");
        });
    }

    boolean isOpen() {
        return open;
    }

    Future<Void> close() {
        return socket.close();
    }

    /** As long as it may ask again. @param done when its last answer is here, or one is wrong */
    void ask(Ask ask, BooleanSupplier again, Served served, Promise<Void> done) {
        this.done = done;
        this.next = () -> {
            if (!again.getAsBoolean()) {
                done.tryComplete();
                return;
            }
            sentAt = System.nanoTime();
            socket.write(ask.request()).onFailure(done::tryFail);
        };
        socket.handler(piece -> read(piece, ask, served));
        if (!open) done.tryFail("a connection had been closed");
        next.run();
    }

    private void read(Buffer piece, Ask ask, Served served) {
        try {
            reader.read(piece).ifPresent(answer -> {
                if (!ask.isRight().test(answer)) throw new IllegalStateException("a wrong answer: " + answer);
                served.add(sentAt, System.nanoTime());
                next.run();
            });
        } catch (RuntimeException e) {
            done.tryFail(e);
        }
    }
}
