package io.dormouse.gateway;

import static io.dormouse.gateway.FakeServices.THEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalsPage;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.gateway.http.Patience;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class JournalsTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @Test
    void shouldBeOneALine() {
        gateway.workflows.journals = request -> page(Optional.empty(), journal("w1", "a\nb"), journal("w2", "ä"));

        HttpResponse<Buffer> answer = gateway.get("/api/v1/journals?unfinished=true");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/x-ndjson");
        List<String> lines = answer.bodyAsString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(WholeJournal.fromJson(new JsonObject(lines.getFirst()))).isEqualTo(journal("w1", "a\nb"));
        assertThat(WholeJournal.fromJson(new JsonObject(lines.getLast()))).isEqualTo(journal("w2", "ä"));
        assertThat(answer.bodyAsString()).endsWith("\n");
    }

    @Test
    void shouldBeThoseThatAreAskedFor() {
        gateway.get("/api/v1/journals?name=provision-server&id=a&id=b");

        assertThat(gateway.workflows.lastCall().request().encode())
                .isEqualTo("{\"unfinished\":false,\"name\":\"provision-server\",\"ids\":[\"a\",\"b\"],\"limit\":10}");
    }

    @Test
    void shouldBeNoneWhenThereIsNone() {
        HttpResponse<Buffer> answer = gateway.get("/api/v1/journals");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
    }

    @Test
    void shouldComePageByPage() {
        gateway.workflows.journals = request -> numbered(request, 2_500);

        HttpResponse<Buffer> answer = gateway.get("/api/v1/journals");

        assertThat(answer.bodyAsString().lines().map(line -> new JsonObject(line).getString("id")))
                .containsExactlyElementsOf(
                        IntStream.range(0, 2_500).mapToObj(n -> "w" + n).toList());
    }

    @Test
    void shouldAnswerHeadWithoutABody() {
        gateway.workflows.journals = request -> page(Optional.of("more"), journal("w1", "x"));

        HttpResponse<Buffer> answer =
                Await.await(gateway.request(HttpMethod.HEAD, "/api/v1/journals").send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isNull();
        assertThat(gateway.workflows.calls).hasSize(1);
    }

    @Nested
    class WhenItFails {
        @Test
        void shouldBeRefusedIfNothingWasSentYet() {
            gateway.workflows.journals =
                    request -> Future.failedFuture(WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no w1"));

            Problems.assertProblem(gateway.get("/api/v1/journals?id=w1"), 404, "WORKFLOW_UNKNOWN");
        }

        @Test
        void shouldGoOnWhenTheOwnerHasMoved() {
            AtomicInteger failures = new AtomicInteger();
            gateway.workflows.journals = request -> request.cursor().isPresent() && failures.getAndIncrement() == 0
                    ? Future.failedFuture(CallFailure.UNAVAILABLE.exception("moving"))
                    : numbered(request, 25);

            assertThat(gateway.get("/api/v1/journals").bodyAsString().lines()).hasSize(25);
        }

        @Test
        void shouldNotLookWholeWhenItIsNot() {
            gateway.workflows.journals = request -> request.cursor().isPresent()
                    ? Future.failedFuture(CallFailure.INVALID_REQUEST.exception("no such cursor"))
                    : numbered(request, 25);

            RawHttp.Said said = RawHttp.send(gateway.port, asking("/api/v1/journals"));

            assertThat(said.status()).contains(200);
            assertThat(said.body()).contains("\"w9\"").doesNotContain("\r\n0\r\n");
        }
    }

    @Nested
    class ToASlowClient {
        private static final int ENTRY = 100_000;
        private static final int JOURNALS = 2_000;

        @Test
        void shouldBeReadNoFasterThanItTakesThem() throws IOException {
            gateway.workflows.journals = request -> numbered(request, JOURNALS);

            try (Socket socket = open(gateway)) {
                // As soon as the first byte is here, pages are read until every buffer on the way is full.
                assertThat(socket.getInputStream().read()).isEqualTo('H');
                int pages = untilItStopsAsking();
                assertThat(pages).isLessThan(JOURNALS / 10);
            }
        }

        @Test
        void shouldBeGivenUpWhenItTakesNothing() throws IOException {
            GatewayUnderTest impatient = GatewayUnderTest.start(new Patience(
                    Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofMillis(200)));
            impatient.workflows.journals = request -> numbered(request, JOURNALS);
            try (Socket socket = open(impatient)) {
                socket.setSoTimeout(10_000);
                InputStream in = socket.getInputStream();
                assertThat(in.read()).isEqualTo('H');
                int asked = impatient.workflows.calls.size();
                Waiting.until(() -> impatient.workflows.calls.size() > asked);
                Waiting.until(() -> isHungUp(socket));
            } finally {
                impatient.stop();
            }
        }

        /** Who writes where nobody is any more is told so, though it has not read what came before. */
        private static boolean isHungUp(Socket socket) {
            try {
                socket.getOutputStream().write('\n');
                return false;
            } catch (IOException e) {
                return true;
            }
        }

        private int untilItStopsAsking() {
            return Waiting.untilSteady(Duration.ofMillis(300), () -> gateway.workflows.calls.size());
        }

        private static Future<JournalsPage> numbered(ListJournals request, int count) {
            return JournalsTest.numbered(request, count, "x".repeat(ENTRY));
        }

        private static Socket open(GatewayUnderTest gateway) throws IOException {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(8_192);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.port));
            socket.getOutputStream().write(asking("/api/v1/journals").getBytes(StandardCharsets.US_ASCII));
            return socket;
        }
    }

    private static String asking(String target) {
        return "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(target, GatewayUnderTest.ADA);
    }

    private static Future<JournalsPage> numbered(ListJournals request, int count) {
        return numbered(request, count, "x");
    }

    private static Future<JournalsPage> numbered(ListJournals request, int count, String text) {
        int from = request.cursor().map(Integer::parseInt).orElse(0);
        int to = Math.min(count, from + request.limit());
        return Future.succeededFuture(new JournalsPage(
                IntStream.range(from, to).mapToObj(n -> journal("w" + n, text)).toList(),
                to < count ? Optional.of(String.valueOf(to)) : Optional.empty()));
    }

    private static Future<JournalsPage> page(Optional<String> next, WholeJournal... journals) {
        return Future.succeededFuture(new JournalsPage(List.of(journals), next));
    }

    private static WholeJournal journal(String id, String text) {
        JournalEntry started = new JournalEntry(
                0,
                "Started",
                THEN,
                Optional.empty(),
                Optional.of("provision-server"),
                Optional.empty(),
                new JsonObject().put("input", text));
        return new WholeJournal(id, "provision-server", 1, "WAITING", 0, List.of(started));
    }
}
