package io.dormouse.sandbox.machine;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a server shows over HTTP on every path: {@code {"server": id, "release": release or null}}. One HTTP server an address
 * costs about 5 KB of heap and one open socket.
 */
final class HttpPage {
    private static final Logger log = LoggerFactory.getLogger(HttpPage.class);
    private static final HttpServerOptions OPTIONS =
            new HttpServerOptions().setIdleTimeout(30).setIdleTimeoutUnit(TimeUnit.SECONDS);

    private final String serverId;
    private final Deployments deployments;

    HttpPage(String serverId, Deployments deployments) {
        this.serverId = serverId;
        this.deployments = deployments;
    }

    /** Starts listening, on the event loop of the caller. */
    Future<HttpServer> listen(Vertx vertx, InetAddress address, int port) {
        return vertx.createHttpServer(OPTIONS).requestHandler(this::answer).listen(port, address.getHostAddress());
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if (request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD) {
            response.setStatusCode(405).putHeader("Allow", "GET, HEAD").end();
            return;
        }
        deployments
                .release(serverId)
                .onComplete(
                        release -> response.putHeader("Content-Type", "application/json")
                                .end(new JsonObject()
                                        .put("server", serverId)
                                        .put("release", release.orElse(null))
                                        .encode()),
                        failure -> {
                            log.warn("server {} cannot say what runs on it: {}", serverId, failure.toString());
                            response.setStatusCode(503)
                                    .putHeader("Retry-After", "1")
                                    .end();
                        });
    }
}
