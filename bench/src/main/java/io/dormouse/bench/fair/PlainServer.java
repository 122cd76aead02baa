package io.dormouse.bench.fair;

import io.dormouse.bench.upstream.SlowServiceClient;
import io.dormouse.bench.upstream.Turns;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.stream.Stream;

/**
 * The same two on one event loop of plain Vert.x, which computes there, and keeps nothing. The program prints its port and runs until
 * it is killed. {@code /heavy} answers with the sum, {@code /light} with what the slow service says.
 */
public final class PlainServer {
    private final SlowServiceClient client;
    private final int service;

    private PlainServer(SlowServiceClient client, int service) {
        this.client = client;
        this.service = service;
    }

    /** @param words where the slow service listens */
    public static void main(String[] words) {
        // That it holds its event loop is what is shown, so nobody has to be told.
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setBlockedThreadCheckInterval(86_400_000));
        PlainServer plain = new PlainServer(new SlowServiceClient(vertx), Integer.parseInt(words[0]));
        vertx.createHttpServer()
                .requestHandler(plain::answer)
                .listen(0, "127.0.0.1")
                .onSuccess(server -> System.out.println(server.actualPort()))
                .onFailure(failure -> {
                    failure.printStackTrace();
                    System.exit(1);
                });
    }

    private void answer(HttpServerRequest request) {
        Future<String> said = request.path().equals("/light") ? client.ask(service) : heavy().map(String::valueOf);
        said.onSuccess(text -> request.response().end(text))
                .onFailure(failure -> request.response().setStatusCode(502).end(String.valueOf(failure)));
    }

    private Future<Long> heavy() {
        return client.ask(service).compose(first -> {
            long sum = Turns.take();
            return Future.all(branch(), branch())
                    .map(both -> sum + both.<Long>resultAt(0) + both.<Long>resultAt(1) + Turns.take())
                    .compose(so -> client.ask(service).map(last -> so + Turns.take()));
        });
    }

    private Future<Long> branch() {
        List<Future<String>> questions =
                Stream.generate(() -> client.ask(service)).limit(5).toList();
        return Future.all(questions).map(answers -> Turns.take());
    }
}
