package io.dormouse.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API that answers as it was told to, and remembers what it was asked. */
final class RecordedApi implements AutoCloseable {
    final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final HttpServer server;

    /** @param target as it came over the wire */
    record Asked(
            String method,
            String target,
            String body,
            Optional<String> key,
            Optional<String> authorization,
            Optional<String> accept) {}

    /** @param missing how many more bytes are promised than come */
    private record Answer(int status, String body, int missing) {}

    RecordedApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What to answer next; the last answer to a request is given again and again. */
    RecordedApi on(String methodAndTarget, int status, String body) {
        answers.computeIfAbsent(methodAndTarget, first -> new ArrayDeque<>()).add(new Answer(status, body, 0));
        return this;
    }

    /** An answer that has only this of all that it promises. */
    RecordedApi breakingOff(String methodAndTarget, String body) {
        answers.put(methodAndTarget, new ArrayDeque<>(List.of(new Answer(200, body, 100))));
        return this;
    }

    Asked lastAsked() {
        return asked.getLast();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String target = exchange.getRequestURI().toString();
        asked.add(new Asked(
                exchange.getRequestMethod(),
                target,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"))));
        Deque<Answer> queue = answers.getOrDefault(exchange.getRequestMethod() + " " + target, new ArrayDeque<>());
        Answer answer = queue.isEmpty()
                ? new Answer(404, "{\"detail\":\"Nothing is recorded for this.\"}", 0)
                : queue.size() > 1 ? queue.remove() : queue.element();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        int length = body.length + answer.missing();
        exchange.sendResponseHeaders(answer.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(body);
        exchange.getResponseBody().flush();
        exchange.close();
    }
}
