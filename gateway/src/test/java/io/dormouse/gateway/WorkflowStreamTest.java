package io.dormouse.gateway;

import static io.dormouse.gateway.FakeServices.THEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkflowStreamTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "streamed-" + UUID.randomUUID();
    private final String path = "/api/v1/workflows/" + id + "/stream";

    @BeforeEach
    void threeEntriesInEachRun() {
        gateway.workflows.journal = Optional.of(request -> entries(request, 3));
    }

    @Test
    void shouldTellStateEntriesAndEndAndThenBeOver() {
        gateway.workflows.ended(id);

        HttpResponse<Buffer> answer = gateway.get(path);

        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(told(answer)).containsExactly("workflow COMPLETED", "0.0", "0.1", "0.2", "0.end");
        assertThat(answer.bodyAsString())
                .contains("""
                    event: entry
                    id: 0.1
                    data: {"run":0,"position":1,"type":"Called","at":"2026-02-03T04:05:06.000007Z","seq":null,"name":null,\
                    "line":null,"body":{}}

                    """)
                .endsWith("event: end\nid: 0.end\ndata: {\"status\":\"COMPLETED\"}\n\n");
    }

    @Test
    void shouldTellWhatHappensAsItHappens() {
        AtomicInteger asked = new AtomicInteger();
        gateway.workflows.workflows.put(id, view("RUNNING", 0));
        gateway.workflows.journal = Optional.of(request -> {
            int turn = asked.incrementAndGet();
            if (turn == 3) gateway.workflows.ended(id);
            return entries(request, turn);
        });

        assertThat(told(gateway.get(path)))
                .containsExactly("workflow RUNNING", "0.0", "0.1", "0.2", "0.3", "workflow COMPLETED", "0.end");
    }

    @Test
    void shouldGoOnInTheNextRun() {
        AtomicInteger asked = new AtomicInteger();
        gateway.workflows.workflows.put(id, view("RUNNING", 0));
        gateway.workflows.journal = Optional.of(request -> {
            if (asked.incrementAndGet() == 1) gateway.workflows.workflows.put(id, view("COMPLETED", 2));
            return entries(request, 2);
        });

        assertThat(told(gateway.get(path)))
                .containsExactly(
                        "workflow RUNNING", "0.0", "0.1", "1.0", "1.1", "2.0", "2.1", "workflow COMPLETED", "2.end");
    }

    @Test
    void shouldReadLongJournalsPageByPage() {
        gateway.workflows.ended(id);
        gateway.workflows.journal = Optional.of(request -> entries(request, 1_001));

        assertThat(told(gateway.get(path))).hasSize(1_003).contains("0.1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.0   | 1.1 1.2 1.end",
                "1.2   | 1.end",
                "0.1   | 0.2 1.0 1.1 1.2 1.end",
                "0.end | 1.0 1.1 1.2 1.end",
            })
    void shouldGoOnBehindWhatTheListenerHas(String lastEventId, String then) {
        gateway.workflows.workflows.put(id, view("COMPLETED", 1));

        assertThat(told(since(lastEventId)))
                .containsExactlyElementsOf(Stream.concat(Stream.of("workflow COMPLETED"), Stream.of(then.split(" ")))
                        .toList());
    }

    @Test
    void shouldTellAListenerThatHasEverythingToStayAway() {
        gateway.workflows.workflows.put(id, view("COMPLETED", 1));

        HttpResponse<Buffer> answer = since("1.end");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.body()).isNull();
    }

    @Test
    void shouldRefuseAListenerFromTheFuture() {
        gateway.workflows.workflows.put(id, view("COMPLETED", 1));

        Problems.assertProblem(since("2.0"), 400, "INVALID_REQUEST");
    }

    @Test
    void shouldRefuseAWorkflowThatThereIsNot() {
        Problems.assertProblem(gateway.get(path), 404, "WORKFLOW_UNKNOWN");
    }

    @Test
    void shouldGoOnWhenTheServiceIsBack() {
        AtomicInteger asked = new AtomicInteger();
        gateway.workflows.workflows.put(id, view("RUNNING", 0));
        gateway.workflows.before = () -> {
            int turn = asked.incrementAndGet();
            if (turn == 4) gateway.workflows.ended(id);
            return turn == 3
                    ? Future.failedFuture(CallFailure.UNAVAILABLE.exception("moving"))
                    : Future.succeededFuture();
        };

        assertThat(told(gateway.get(path)))
                .containsExactly("workflow RUNNING", "0.0", "0.1", "0.2", "workflow COMPLETED", "0.end");
    }

    @Test
    void shouldAnswerHeadWithoutABody() {
        gateway.workflows.workflows.put(id, view("RUNNING", 0));

        HttpResponse<Buffer> answer =
                Await.await(gateway.request(HttpMethod.HEAD, path).send());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("Content-Type")).isEqualTo("text/event-stream");
        assertThat(answer.body()).isNull();
    }

    @Test
    void shouldAskNoMoreWhenNobodyListens() {
        gateway.workflows.workflows.put(id, view("WAITING", 0));
        RawHttp.abandonAfter(
                gateway.port,
                "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                        .formatted(path, GatewayUnderTest.ADA),
                "id: 0.2");

        // It would ask every second.
        int asked = Waiting.untilSteady(Duration.ofMillis(1_500), () -> gateway.workflows.calls.size());

        assertThat(asked).isPositive();
    }

    private HttpResponse<Buffer> since(String lastEventId) {
        return Await.await(gateway.request(HttpMethod.GET, path)
                .putHeader("Last-Event-ID", lastEventId)
                .send());
    }

    /** Each event in a word or two: its id, or else its type and the state in it. */
    private static List<String> told(HttpResponse<Buffer> answer) {
        return Stream.of(answer.bodyAsString().split("\n\n"))
                .filter(event -> !event.startsWith(":"))
                .map(event -> {
                    String[] lines = event.split("\n");
                    if (lines[1].startsWith("id: ")) return lines[1].substring(4);
                    return "workflow " + new JsonObject(lines[1].substring(6)).getString("status");
                })
                .toList();
    }

    private WorkflowView view(String status, int run) {
        WorkflowView view = FakeWorkflows.view(
                status, new StartWorkflow(FakeWorkflows.KNOWN, Optional.empty(), Optional.of(id), Map.of()), "ada");
        return new WorkflowView(
                view.id(),
                view.name(),
                view.version(),
                view.status(),
                run,
                view.input(),
                view.result(),
                view.failure(),
                view.waitingFor(),
                view.sourceLine(),
                view.statusText(),
                view.tags(),
                view.parent(),
                view.startedBy(),
                view.createdAt(),
                view.updatedAt(),
                view.finishedAt());
    }

    static JournalPage entries(GetJournal request, long count) {
        long to = Math.min(count, request.from() + request.limit());
        List<JournalEntry> entries = LongStream.range(request.from(), to)
                .mapToObj(position -> new JournalEntry(
                        position,
                        "Called",
                        THEN,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        new JsonObject()))
                .toList();
        return new JournalPage(entries, to < count ? Optional.of(to) : Optional.empty());
    }
}
