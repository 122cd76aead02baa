package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.gateway.http.Patience;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each test reads until the gateway closes the connection; if it never does, reading times out and fails. */
class SlowClientsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final String HEAD = "Host: localhost\r\nAuthorization: Bearer " + GatewayUnderTest.ADA + "\r\n";

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start(new Patience(SHORT, SHORT, SHORT, LONG));
    }

    @AfterAll
    static void stop() {
        gateway.stop();
    }

    @BeforeEach
    void forget() {
        gateway.workflows.reset();
    }

    @Test
    void shouldCloseWhenNoRequestComes() throws IOException {
        assertThat(saidTo("")).isEmpty();
    }

    @Test
    void shouldCloseWhenTheHeadersDoNotEnd() throws IOException {
        assertThat(saidTo("GET /healthz HTTP/1.1\r\nHost: local")).isEmpty();
    }

    @Test
    void shouldRefuseWhenTheBodyDoesNotEnd() throws IOException {
        String said = saidTo("POST /api/v1/events/x HTTP/1.1\r\n" + HEAD + "Content-Length: 10\r\n\r\n{");

        assertThat(said).startsWith("HTTP/1.1 408 ").contains("REQUEST_TIMEOUT");
        assertThat(gateway.workflows.calls).isEmpty();
    }

    @Test
    void shouldCloseWhenNoFurtherRequestComes() throws IOException {
        assertThat(saidTo("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("{\"status\":\"UP\"}");
    }

    @Test
    void shouldCloseWhenNoFurtherRequestComesAfterAChange() throws IOException {
        String said = saidTo("POST /api/v1/events/x HTTP/1.1\r\n" + HEAD + "Content-Length: 1\r\n\r\n1");

        assertThat(said).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void shouldCloseWhenTheNextHeadersDoNotEnd() throws IOException {
        assertThat(saidTo("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /he"))
                .endsWith("{\"status\":\"UP\"}");
    }

    @Test
    void shouldNotCloseOnAClientThatWaitsForUs() throws IOException {
        Promise<Void> answered = Promise.promise();
        gateway.vertx.setTimer(3 * SHORT.toMillis(), fired -> answered.complete());
        gateway.workflows.before = answered::future;

        String said = saidTo("GET /api/v1/definitions HTTP/1.1\r\n" + HEAD + "\r\n");

        assertThat(said).startsWith("HTTP/1.1 200 ").contains("provision-server");
    }

    /** RFC 9112 §9.3.2: a client may send its next request before it has the answer to this one. */
    @Test
    void shouldNotCloseOnAClientThatHasAskedAheadAndWaitsForUs() throws IOException {
        gateway.workflows.before = () -> {
            Promise<Void> answered = Promise.promise();
            gateway.vertx.setTimer(3 * SHORT.toMillis(), fired -> answered.complete());
            return answered.future();
        };
        String request = "GET /api/v1/definitions HTTP/1.1\r\n" + HEAD + "\r\n";

        String said = saidTo(request + request);

        assertThat(said.split("HTTP/1.1 200 ", -1)).as(said).hasSize(3);
        assertThat(said).endsWith("}");
    }

    private static String saidTo(String text) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", gateway.port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
