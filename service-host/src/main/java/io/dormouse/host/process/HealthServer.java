package io.dormouse.host.process;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * {@code GET /healthz}: the process lives. {@code GET /readyz}: 200 when it serves, else 503 with the reason. {@code GET /metrics}:
 * Prometheus' text format. The JDK's server, because it must answer before Vert.x is there, while its loops are blocked, and
 * after it is closed.
 */
final class HealthServer implements AutoCloseable {
    private static final int BACKLOG = 64;

    private final HttpServer server;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /** Listens. @param port 0 takes a free one */
    static HealthServer open(String host, int port, Condition condition, Supplier<String> metrics) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(host, port), BACKLOG);
        server.setExecutor(Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("health-", 0).factory()));
        server.createContext("/healthz", exchange -> answer(exchange, 200, "alive\n"));
        server.createContext(
                "/readyz", exchange -> answer(exchange, condition.isReady() ? 200 : 503, condition + "\n"));
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics.get()));
        server.start();
        return new HealthServer(server);
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            boolean known = exchange.getHttpContext()
                    .getPath()
                    .equals(exchange.getRequestURI().getPath());
            byte[] body = (known ? text : "nothing here\n").getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.sendResponseHeaders(known ? status : 404, head ? -1 : body.length);
            if (head) return;
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }
}
