package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.gateway.http.Patience;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged requests by the hundred. The seed is in the name of the test, so what failed once fails again. */
class FuzzTest {
    private static final int REQUESTS = 400;
    private static final List<String> METHODS =
            List.of("GET", "POST", "HEAD", "PUT", "OPTIONS", "TRACE", "CONNECT", "get", "\u0001");
    private static final List<String> PATHS = List.of(
            "/healthz",
            "/readyz",
            "/openapi.yaml",
            "/api/v1/definitions",
            "/api/v1/workflows",
            "/api/v1/workflows/provision-server",
            "/api/v1/workflows/x/journal",
            "/api/v1/workflows/x/stream",
            "/api/v1/workflows/x/signals/s",
            "/api/v1/workflows/x/cancel",
            "/api/v1/workflows/x/terminate",
            "/api/v1/workflows/x/pause",
            "/api/v1/workflows/x/resume",
            "/api/v1/workflows/x/retry",
            "/api/v1/workflows/x/complete",
            "/api/v1/workflows/x/rewind",
            "/api/v1/workflows/x/fork",
            "/api/v1/operations/pause",
            "/api/v1/operations/resume",
            "/api/v1/journals",
            "/api/v1/events/k",
            "/api/v1/approvals",
            "/api/v1/approvals/x",
            "/api/v1/approvals/x/decision",
            "/api/v1/servers",
            "/api/v1/dns/demo.test",
            "/api/v1/dns/x",
            "/",
            "*",
            "http://h/api/v1/servers",
            "//",
            "/api/v1/../..");
    private static final List<String> QUERIES = List.of(
            "",
            "?",
            "?limit=1",
            "?limit=-1",
            "?wait=1ms",
            "?wait=1h",
            "?version=1",
            "?version=x",
            "?status=RUNNING",
            "?cursor=%00",
            "?a=b&&",
            "?tag=a:b&tag=c:%00",
            "?tag=a:b",
            "?signal=s",
            "?unfinished=true&id=a&id=b",
            "?run=99999999999",
            "?=%",
            "?;");
    private static final List<String> VERSIONS =
            List.of("HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9.9", "HTTP/1", "");
    private static final List<String> BODIES = List.of(
            "",
            "{}",
            "null",
            "[]",
            "\"x\"",
            "1e999",
            "{\"a\":1,\"a\":2}",
            "{\"decision\":\"approve\"}",
            "{\"decision\":{}}",
            "{\"reason\":\"r\"}",
            "{\"reason\":{}}",
            "{\"position\":1}",
            "{\"position\":1e99}",
            "{\"run\":0,\"seq\":1,\"result\":null}",
            "{\"run\":0,\"seq\":99999999999999999999999,\"failure\":[]}",
            "{\"tags\":{\"a\":null}}",
            "{\"input\":1,\"payload\":2}",
            "{\"model\":\"B6\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "[[[[[[",
            "{\"a\":-0.0}",
            "\ufeff{}",
            "{\"\":\"\"}");
    private static final List<String> HEADERS = List.of(
            "Accept: */*",
            "Accept: ;q=",
            "Accept: text/html;q=a",
            "Accept: ,,,",
            "Content-Type: application/json",
            "Content-Type: /",
            "Content-Type: multipart/form-data; boundary=x",
            "Content-Encoding: br",
            "Expect: 100-continue",
            "Expect: more",
            "Idempotency-Key: k",
            "Idempotency-Key: \u00e4",
            "Upgrade: websocket",
            "Connection: upgrade",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAAP__",
            "Range: bytes=0-",
            "If-None-Match: *",
            "Cookie: a=b",
            "Last-Event-ID: 0.1",
            "Last-Event-ID: 99999999999.end",
            "Transfer-Encoding: gzip",
            "Host: ",
            "X-Forwarded-For: ::1",
            " folded",
            "Authorization: Bearer x");

    private static final Duration SHORT = Duration.ofMillis(150);

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start(new Patience(SHORT, SHORT, SHORT, SHORT));
        gateway.workflows.ended("x");
        gateway.workflows.journal = Optional.of(request -> new JournalPage(List.of(), Optional.empty()));
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_260_101, -7})
    void shouldNeverBreakNorHangNorTellOfItsInside(long seed) throws Exception {
        Random random = new Random(seed);
        List<byte[]> requests = Stream.generate(() -> damaged(random, request(random)))
                .limit(REQUESTS)
                .toList();

        // Many at once, because an unfinished request is answered only when the gateway's patience is over.
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<RawHttp.Said>> answers = requests.stream()
                    .map(request -> clients.submit(() -> RawHttp.send(gateway.port, request)))
                    .toList();
            for (int number = 0; number < REQUESTS; number++) {
                RawHttp.Said said = answers.get(number).get();
                String request = new String(requests.get(number), StandardCharsets.ISO_8859_1);
                String story = "request %d of seed %d:%n%s%nanswer:%n%s".formatted(number, seed, request, said.text());

                said.status().ifPresent(status -> assertThat(status).as(story).isBetween(200, 499));
                assertThat(said.text()).as(story).doesNotContain("Exception", "at io.", "java.");
            }
        }
        assertThat(gateway.get("/readyz").statusCode()).isEqualTo(200);
    }

    private static String request(Random random) {
        String body = any(random, BODIES);
        StringBuilder text = new StringBuilder();
        text.append(any(random, METHODS))
                .append(' ')
                .append(any(random, PATHS))
                .append(any(random, QUERIES))
                .append(' ')
                .append(any(random, VERSIONS));
        text.append("\r\nConnection: close\r\n");
        if (random.nextInt(10) > 0) text.append("Host: localhost\r\n");
        if (random.nextInt(10) > 0) text.append("Authorization: Bearer " + GatewayUnderTest.ADA + "\r\n");
        for (int count = random.nextInt(3); count > 0; count--)
            text.append(any(random, HEADERS)).append("\r\n");
        switch (random.nextInt(8)) {
            case 0 ->
                text.append("Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n"
                        .formatted(body.getBytes(StandardCharsets.UTF_8).length, body));
            case 1 -> text.append("Content-Length: %d\r\n\r\n%s".formatted(random.nextInt(2_000_000), body));
            case 2 -> text.append("\r\n").append(body);
            default ->
                text.append(
                        "Content-Length: %d\r\n\r\n%s".formatted(body.getBytes(StandardCharsets.UTF_8).length, body));
        }
        return text.toString();
    }

    /** Half of them stay as they are; the rest lose, gain or change a few bytes. */
    private static byte[] damaged(Random random, String request) {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) return bytes;
        int every = 20 + random.nextInt(200);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte old : bytes) {
            switch (random.nextInt(every)) {
                case 0 -> out.write(random.nextInt(256));
                case 1 -> out.writeBytes(new byte[] {old, (byte) random.nextInt(256)});
                case 2 -> out.write('%');
                case 3 -> {}
                default -> out.write(old);
            }
        }
        return out.toByteArray();
    }

    private static String any(Random random, List<String> list) {
        return list.get(random.nextInt(list.size()));
    }
}
