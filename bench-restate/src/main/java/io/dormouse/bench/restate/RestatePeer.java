package io.dormouse.bench.restate;

import dev.restate.sdk.endpoint.Endpoint;
import dev.restate.sdk.http.vertx.RestateHttpServer;
import io.dormouse.bench.measure.MissingException;
import io.dormouse.bench.measure.PeerProgram;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** A server, the endpoint with the workflow, and the caller, all on this machine. */
final class RestatePeer implements PeerProgram.Peer {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int CONNECTIONS = 8;

    private final Vertx vertx = Vertx.vertx();
    private final Server server;
    private final HttpClient ingress;

    private RestatePeer(Server server) {
        this.server = server;
        // HTTP/2 from the first byte: a thousand calls share few connections
        this.ingress = vertx.createHttpClient(new HttpClientOptions()
                .setProtocolVersion(HttpVersion.HTTP_2)
                .setHttp2ClearTextUpgrade(false)
                .setHttp2MaxPoolSize(CONNECTIONS)
                .setMaxWaitQueueSize(-1)
                .setDefaultHost(LOOPBACK)
                .setDefaultPort(server.ingressPort()));
    }

    /** Fetches the server if need be, starts it and makes the workflow known to it. */
    static RestatePeer start() throws MissingException, IOException, InterruptedException, ExecutionException {
        Server server = Server.start(ServerProgram.fetched());
        RestatePeer peer = new RestatePeer(server);
        try {
            server.register(peer.listen());
            return peer;
        } catch (IOException | InterruptedException | ExecutionException e) {
            peer.close();
            throw e;
        }
    }

    private int listen() throws ExecutionException, InterruptedException {
        HttpServer endpoint = RestateHttpServer.fromEndpoint(
                vertx, Endpoint.builder().bind(TenSteps.service()).build());
        return join(endpoint.listen(0, LOOPBACK)).actualPort();
    }

    @Override
    public CompletionStage<Integer> run() {
        return ingress.request(HttpMethod.POST, TenSteps.PATH)
                .compose(HttpClientRequest::send)
                .compose(RestatePeer::sum)
                .toCompletionStage();
    }

    private static Future<Integer> sum(HttpClientResponse response) {
        return response.body()
                .compose(body -> response.statusCode() == 200
                        ? Future.succeededFuture(Integer.valueOf(body.toString()))
                        : Future.failedFuture("Restate answered " + response.statusCode() + ": " + body));
    }

    private static <T> T join(Future<T> future) throws ExecutionException, InterruptedException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    @Override
    public void close() {
        server.close();
        vertx.close();
    }
}
