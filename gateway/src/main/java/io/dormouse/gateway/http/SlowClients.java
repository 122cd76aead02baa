package io.dormouse.gateway.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Closes the connections of clients that dawdle. A server's idle timeout does not do: a client that sends a byte a minute
 * is never idle, and one that rightly waits minutes for a workflow is. So each connection has one timer, for whatever the
 * client has to do next; while the gateway itself is at work none runs. All on one event loop.
 */
public final class SlowClients {
    private final Vertx vertx;
    private final Patience patience;
    private final Map<HttpConnection, Long> timers = new HashMap<>();
    private final Map<HttpConnection, HttpServerRequest> unanswered = new HashMap<>();

    /** Watches the connections of the verticle that makes it. */
    public SlowClients(Vertx vertx, Patience patience) {
        this.vertx = vertx;
        this.patience = patience;
    }

    /** A client has connected. */
    public void connected(HttpConnection connection) {
        expect(connection, patience.head(), () -> HangUp.on(connection));
        connection.closeHandler(closed -> {
            forget(connection);
            unanswered.remove(connection);
        });
    }

    /** The headers of a request are here; its body may not be. */
    public void requested(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        unanswered.put(connection, request);
        expect(
                connection,
                patience.body(),
                () -> Problem.requestTimeout().send(request.response()).onComplete(sent -> connection.close()));
        request.response()
                .headersEndHandler(begins -> expect(connection, patience.answer(), () -> HangUp.on(connection)))
                .endHandler(ended -> answered(request));
    }

    /** A client that has asked ahead is not idle: its next request has taken the place of this one by now. */
    private void answered(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        if (unanswered.remove(connection, request)) expect(connection, patience.idle(), () -> HangUp.on(connection));
    }

    /** What the client had to do is done; from now on it waits for us. */
    public void received(HttpServerRequest request) {
        forget(request.connection());
    }

    /** The answer has no end that one could wait for: once it has begun, only {@link #mustTake} limits the client. */
    public void streaming(HttpServerRequest request) {
        request.response().headersEndHandler(begins -> forget(request.connection()));
    }

    /** There is more to write than fits; until {@link #received} the client has to make room. */
    public void mustTake(HttpServerRequest request) {
        HttpConnection connection = request.connection();
        expect(connection, patience.answer(), () -> HangUp.on(connection));
    }

    private void expect(HttpConnection connection, Duration within, Runnable otherwise) {
        forget(connection);
        timers.put(connection, vertx.setTimer(within.toMillis(), fired -> {
            timers.remove(connection);
            otherwise.run();
        }));
    }

    private void forget(HttpConnection connection) {
        Long timer = timers.remove(connection);
        if (timer != null) vertx.cancelTimer(timer);
    }
}
