package io.dormouse.gateway.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/**
 * An answer of unknown length, written piece by piece and only as fast as the client takes it. Status 200 leaves with the first
 * piece; a refusal is possible until then. All on the event loop of the request.
 */
public final class StreamedAnswer {
    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final SlowClients clients;
    private final String mediaType;

    /** Writes nothing yet. */
    public StreamedAnswer(HttpServerRequest request, SlowClients clients, String mediaType) {
        this.request = request;
        this.response = request.response();
        this.clients = clients;
        this.mediaType = mediaType;
    }

    /** Completes when the client can take more; fails when there is nobody who would, or HEAD asked for no body. */
    public Future<Void> write(String piece) {
        if (abandoned()) return Future.failedFuture(gone());
        begin();
        if (request.method().equals(HttpMethod.HEAD))
            return response.end().compose(ended -> Future.failedFuture(gone()));
        Future<Void> written = response.write(Buffer.buffer(piece));
        if (!response.writeQueueFull()) return Future.succeededFuture();
        Promise<Void> taken = Promise.promise();
        clients.mustTake(request);
        response.drainHandler(drained -> taken.tryComplete());
        response.closeHandler(closed -> taken.tryFail(gone()));
        written.onFailure(taken::tryFail);
        return taken.future().onSuccess(drained -> clients.received(request));
    }

    /** Ends it properly: the client knows that this was all. */
    public Future<Void> end() {
        if (abandoned()) return Future.succeededFuture();
        begin();
        return response.end();
    }

    /** Ends it with 204: there is nothing (more) to tell. */
    public Future<Void> endWithout() {
        return abandoned() || response.headWritten()
                ? end()
                : response.setStatusCode(204).end();
    }

    /** Whether nobody listens any more. */
    public boolean abandoned() {
        return response.ended() || response.closed();
    }

    /** Closes the connection in the middle, so that the client does not take the beginning for all; false if nothing was sent yet. */
    public boolean breakOff() {
        if (!response.headWritten() && !response.closed()) return false;
        if (!response.ended() && !response.closed()) request.connection().close();
        return true;
    }

    private void begin() {
        if (response.headWritten()) return;
        clients.streaming(request);
        response.setChunked(true);
        Map.of("Content-Type", mediaType, "X-Accel-Buffering", "no").forEach(response::putHeader);
    }

    private static IllegalStateException gone() {
        return new IllegalStateException("the client takes no more");
    }
}
