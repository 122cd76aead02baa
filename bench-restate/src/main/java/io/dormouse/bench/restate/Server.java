package io.dormouse.bench.restate;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Restate's server as a child process on free loopback ports, with fresh data; ends with this JVM, whatever ends that. */
final class Server implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final Path data;
    private final int ingressPort;
    private final int adminPort;
    private final HttpClient http = HttpClient.newHttpClient();

    private Server(Process process, Path data, int ingressPort, int adminPort) {
        this.process = process;
        this.data = data;
        this.ingressPort = ingressPort;
        this.adminPort = adminPort;
    }

    /** Returns when it takes requests. */
    static Server start(Path program) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("dormouse-bench-restate");
        List<Integer> ports = freePorts(3);
        ProcessBuilder builder = new ProcessBuilder(program.toString(), "--no-logo", "--base-dir", data.toString());
        Settings.addTo(builder.environment());
        builder.environment()
                .putAll(Map.of(
                        "RESTATE_INGRESS__BIND_ADDRESS", loopback(ports.get(0)),
                        "RESTATE_ADMIN__BIND_ADDRESS", loopback(ports.get(1)),
                        "RESTATE_BIND_ADDRESS", loopback(ports.get(2))));
        Process process = builder.redirectOutput(
                        ProcessBuilder.Redirect.to(data.resolve("server.log").toFile()))
                .redirectErrorStream(true)
                .start();
        Server server = new Server(process, data, ports.get(0), ports.get(1));
        Runtime.getRuntime().addShutdownHook(new Thread(server::end, "end restate-server"));
        try {
            server.await("http://" + loopback(ports.get(1)) + "/health");
            server.await("http://" + loopback(ports.get(0)) + "/restate/health");
            return server;
        } catch (IOException | InterruptedException e) {
            server.close();
            throw e;
        }
    }

    int ingressPort() {
        return ingressPort;
    }

    /** Makes the services of an endpoint known, so that they can be called through the ingress. */
    void register(int endpointPort) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + loopback(adminPort) + "/deployments"))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"uri\":\"http://" + loopback(endpointPort) + "\",\"force\":true}"))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("Restate refused the endpoint: " + response.statusCode() + " " + response.body());
        }
    }

    private void await(String health) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(health)).build();
        long giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!healthy(request)) {
            if (System.nanoTime() > giveUp) throw new IOException(health + " never answered: " + log());
            // A condition with a deadline: the process' end is one as well
            if (process.waitFor(50, TimeUnit.MILLISECONDS)) throw new IOException("restate-server ended: " + log());
        }
    }

    private boolean healthy(HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String log() throws IOException {
        List<String> lines = Files.readAllLines(data.resolve("server.log"));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    }

    @Override
    public void close() {
        end();
    }

    /** Its data is thrown away, so there is nothing that it would have to end in good order. */
    private synchronized void end() {
        process.destroyForcibly();
        try {
            process.waitFor();
            if (!Files.exists(data)) return;
            try (Stream<Path> files = Files.walk(data)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.err.println(data + " stays behind: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String loopback(int port) {
        return "127.0.0.1:" + port;
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : sockets) socket.close();
        }
    }
}
