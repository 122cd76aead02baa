package io.dormouse.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class CrowdTest {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Set<SocketAddress> seen = new HashSet<>();
    private final Queue<HttpServerRequest> waiting = new ArrayDeque<>();
    private int most;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldLetEveryConnectionAskOnceAndStayOpen() {
        try (Crowd crowd = Crowd.of(250, server(this::answer))) {
            Served served = crowd.once(right());

            assertThat(served.count()).isEqualTo(250);
            assertThat(seen).hasSize(250);
            assertThat(crowd.open()).isEqualTo(250);
        }
    }

    @Test
    void shouldAskSoManyTimesInAll() {
        try (Crowd crowd = Crowd.of(7, server(this::answer))) {
            assertThat(crowd.times(100, right()).count()).isEqualTo(100);
        }
    }

    @Test
    void shouldNotAskMoreAtTheSameMomentThanItIsTold() {
        try (Crowd crowd = Crowd.of(30, server(this::answerWhenTenWait))) {
            assertThat(crowd.once(right(), 10).count()).isEqualTo(30);
            assertThat(seen).hasSize(30);
            assertThat(most).isEqualTo(10);
        }
    }

    @Test
    void shouldFailIfOneAnswerIsWrong() {
        Crowd crowd = Crowd.of(
                3,
                server(request ->
                        request.body().onSuccess(body -> request.response().end("wrong"))));
        try (crowd) {
            assertThatThrownBy(() -> crowd.times(10, right())).hasMessageContaining("a wrong answer");
        }
    }

    @Test
    void shouldFailIfAConnectionIsClosed() {
        Crowd crowd = Crowd.of(3, server(request -> request.connection().close()));
        try (crowd) {
            assertThatThrownBy(() -> crowd.times(10, right())).hasMessageContaining("a connection was closed");
        }
    }

    /** Vert.x closes the connections of a client that nobody holds 30 s after it was collected. */
    @Test
    @EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
    void shouldStayConnectedWhateverIsCollected() {
        try (Crowd crowd = Crowd.of(3, server(this::answerLater))) {
            collect();

            crowd.keepAsking(right(), Duration.ofSeconds(35));

            assertThat(crowd.open()).isEqualTo(3);
        }
    }

    /** Returns when what nobody held has been found. */
    private static void collect() {
        WeakReference<Object> found = new WeakReference<>(new Object());
        while (found.get() != null) System.gc();
    }

    private static Ask right() {
        return Ask.post(
                "/path",
                Map.of("Who", "me"),
                new JsonObject().put("n", 1),
                answer -> answer.equals(new HttpAnswer(200, "POST /path me {\"n\":1}")));
    }

    private void answer(HttpServerRequest request) {
        seen.add(request.remoteAddress());
        request.body()
                .onSuccess(body -> request.response()
                        .end("%s %s %s %s"
                                .formatted(request.method(), request.path(), request.getHeader("Who"), body)));
    }

    private void answerLater(HttpServerRequest request) {
        request.pause();
        vertx.setTimer(100, late -> {
            request.resume();
            answer(request);
        });
    }

    private void answerWhenTenWait(HttpServerRequest request) {
        request.pause();
        waiting.add(request);
        most = Math.max(most, waiting.size());
        if (waiting.size() < 10) return;
        while (!waiting.isEmpty()) {
            HttpServerRequest next = waiting.remove();
            next.resume();
            answer(next);
        }
    }

    private SocketAddress server(Handler<HttpServerRequest> handler) {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(handler)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return SocketAddress.inetSocketAddress(server.actualPort(), "127.0.0.1");
    }
}
