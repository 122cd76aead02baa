package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class InTimeTest {
    private static final Duration PATIENCE = Duration.ofMillis(50);

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient();
    private final CountDownLatch answered = new CountDownLatch(1);
    private ServerSocket server;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
        server.close();
    }

    @Test
    void shouldTakeAnAnswerThatCameWhileTheLoopHadNoTimeToReadIt() throws Exception {
        Thread.ofVirtual().start(this::answerAtOnce);

        assertThat(await(asked(InTimeTest::beBusyForLongerThanThePatience))).isEqualTo("!");
    }

    @Test
    void shouldFailWhenThereIsNoAnswer() {
        assertThatThrownBy(() -> await(asked(socket -> {})))
                .hasRootCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("there was no answer within 50 ms");
    }

    @Test
    void shouldFailAsTheAnswerFails() {
        Future<String> refused = Future.failedFuture("refused");

        assertThatThrownBy(() -> await(InTime.of(vertx, refused, PATIENCE))).hasMessageContaining("refused");
    }

    private interface Meanwhile {
        void pass(InTimeTest test);
    }

    /** What the server says first, asked on an event loop that does something else before it looks. */
    private Future<String> asked(Meanwhile meanwhile) {
        return client.connect(server.getLocalPort(), "127.0.0.1").compose(socket -> {
            Future<String> answer = InTime.of(vertx, first(socket), PATIENCE);
            socket.write("?");
            meanwhile.pass(this);
            return answer;
        });
    }

    private static Future<String> first(NetSocket socket) {
        Promise<String> said = Promise.promise();
        socket.handler((Buffer piece) -> said.tryComplete(piece.toString()));
        return said.future();
    }

    private void answerAtOnce() {
        try {
            Socket asking = server.accept();
            asking.getInputStream().read();
            asking.getOutputStream().write('!');
            answered.countDown();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer is there, and only after that the patience is over. */
    private static void beBusyForLongerThanThePatience(InTimeTest test) {
        try {
            if (!test.answered.await(10, TimeUnit.SECONDS)) throw new AssertionError("the server has not answered");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        long end = System.nanoTime() + 2 * PATIENCE.toNanos();
        while (System.nanoTime() < end) Thread.onSpinWait();
    }
}
