package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class StartWorkflowTest {
    private static final String PATH = "/api/v1/workflows/provision-server";

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "start-" + UUID.randomUUID();

    @Test
    void shouldStartUnderTheIdThatTheClientChose() {
        HttpResponse<Buffer> answer = startAs(id, "{\"model\":\"B6\"}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.getHeader("Location")).isEqualTo("/api/v1/workflows/" + id);
        assertThat(answer.bodyAsJsonObject().getMap())
                .containsEntry("id", id)
                .containsEntry("status", "RUNNING")
                .containsEntry("startedBy", "ada")
                .containsEntry("createdAt", "2026-02-03T04:05:06.000007Z")
                .containsEntry("result", null)
                .containsEntry("finishedAt", null);
    }

    @Test
    void shouldMakeAnIdWhenTheClientChoseNone() {
        String first = gateway.post(PATH, "{}").bodyAsJsonObject().getString("id");
        String second = gateway.post(PATH, "{}").bodyAsJsonObject().getString("id");

        assertThat(first).matches("[0-9a-v]{20}");
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void shouldActInTheNameOfTheTokenWithTheIdAsKey() {
        startAs(id, "{}");

        assertThat(gateway.workflows.lastCall().actor()).isEqualTo("ada");
        assertThat(gateway.workflows.lastCall().key()).contains(id);
    }

    @Test
    void shouldAnswer200WhenTheSameStartWasThere() {
        startAs(id, "{\"model\":\"B6\"}");

        HttpResponse<Buffer> again = startAs(id, "{ \"model\": \"B6\" }");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.getHeader("Location")).isNull();
        assertThat(again.bodyAsJsonObject().getString("id")).isEqualTo(id);
    }

    @Test
    void shouldRefuseTheSameIdWithAnotherInput() {
        startAs(id, "{\"model\":\"B6\"}");

        Problems.assertProblem(startAs(id, "{\"model\":\"B7\"}"), 409, "ALREADY_STARTED");
    }

    @Test
    void shouldSayWhichWorkflowsThereAreWhenTheNameIsUnknown() {
        HttpResponse<Buffer> answer = gateway.post("/api/v1/workflows/no-such-thing", "{}");

        Problems.assertProblem(answer, 404, "DEFINITION_UNKNOWN");
        assertThat(answer.bodyAsJsonObject().getString("detail"))
                .contains("no-such-thing")
                .contains("provision-server");
    }

    @Test
    void shouldRefuseAnInputThatDoesNotFit() {
        Problems.assertProblem(gateway.post(PATH, "[1]"), 400, "INPUT_INVALID");
    }

    @Test
    void shouldPassTheVersionOn() {
        HttpResponse<Buffer> answer = gateway.post(PATH + "?version=3", "{}");

        assertThat(answer.bodyAsJsonObject().getInteger("version")).isEqualTo(3);
    }

    @Test
    void shouldKeepEveryDigitAndEveryNull() {
        String input =
                "{\"big\":123456789012345678901234567890,\"exact\":0.1234567890123456789012345,\"scale\":1.10,\"nothing\":null,\"list\":[null,{}]}";

        HttpResponse<Buffer> answer = startAs(id, input);

        assertThat(answer.bodyAsString()).contains("\"input\":" + input);
    }

    @Test
    void shouldWriteDownWhoStartedWhatBeforeItIsStarted() {
        Promise<Object> seen = Promise.promise();
        gateway.workflows.before = () -> gateway.rows
                .query("SELECT count(*) FROM audit WHERE target = '%s'".formatted(id))
                .execute()
                .onSuccess(rows -> seen.complete(rows.iterator().next().getLong(0)))
                .mapEmpty();

        startAs(id, "{\"secret\":\"s3cr3t\"}");

        assertThat(await(seen.future())).isEqualTo(1L);
        JsonObject row = gateway.audited(id).getFirst();
        assertThat(row.getString("actor")).isEqualTo("ada");
        assertThat(row.getString("source_address")).isEqualTo("127.0.0.1");
        assertThat(row.getString("action")).isEqualTo("start");
        assertThat(row.encode()).contains("provision-server").doesNotContain("s3cr3t");
    }

    @Test
    void shouldStartNothingWhenTheBodyIsRefused() {
        startAs(id, "{\"model\":");

        assertThat(gateway.workflows.calls).isEmpty();
        assertThat(gateway.audited(id)).isEmpty();
    }

    @Test
    void shouldTellAClientThatAsksFirstToSendItsBodyAndTellItOnce() {
        RawHttp.Said said = RawHttp.send(
                gateway.port,
                "POST %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\nExpect: 100-continue\r\nAuthorization: Bearer %s\r\n%s"
                        .formatted(PATH, GatewayUnderTest.ADA, "Content-Length: 2\r\n\r\n{}"));

        // RawHttp leaves one interim answer out.
        assertThat(said.status()).contains(201);
    }

    @Nested
    class WhenTheClientWaits {
        @Test
        void shouldAnswerWithTheEnd() {
            AtomicInteger polls = new AtomicInteger();
            gateway.workflows.end = request -> Future.succeededFuture(
                    polls.incrementAndGet() < 3
                            ? gateway.workflows.known(request.id())
                            : gateway.workflows.ended(request.id()));

            HttpResponse<Buffer> answer = startAndWait("5m");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo("COMPLETED");
            assertThat(polls).hasValue(3);
        }

        @Test
        void shouldAskForTheEndTogetherWithTheStart() {
            gateway.workflows.end = request -> Future.succeededFuture(gateway.workflows.ended(request.id()));

            startAndWait("5m");
            startAndWait("20ms");
            startAs(id, "{}");

            assertThat(gateway.workflows.calls)
                    .filteredOn(call -> call.action().equals("start"))
                    .extracting(call -> call.request().getLong("waitMillis"))
                    .containsExactly(1_500L, 20L, null);
        }

        @Test
        void shouldPollForTenSecondsAtMost() {
            gateway.workflows.end = request -> {
                assertThat(request.timeoutMillis()).isBetween(1L, 10_000L);
                return Future.succeededFuture(gateway.workflows.ended(request.id()));
            };

            assertThat(startAndWait("5m").bodyAsJsonObject().getString("status"))
                    .isEqualTo("COMPLETED");
        }

        @Test
        void shouldAnswerWithWhatThereIsWhenTheTimeIsUp() {
            HttpResponse<Buffer> answer = startAndWait("20ms");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo("RUNNING");
        }

        @Test
        void shouldGoOnWaitingWhileTheOwnerIsAway() {
            AtomicInteger polls = new AtomicInteger();
            gateway.workflows.end = request -> polls.incrementAndGet() == 1
                    ? Future.failedFuture(CallFailure.UNAVAILABLE.exception("the owner is moving"))
                    : Future.succeededFuture(gateway.workflows.ended(request.id()));

            HttpResponse<Buffer> answer = startAndWait("1m");

            assertThat(answer.statusCode()).isEqualTo(201);
            assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo("COMPLETED");
        }

        private HttpResponse<Buffer> startAndWait(String wait) {
            return await(gateway.posting(PATH + "?wait=" + wait)
                    .putHeader("Idempotency-Key", id)
                    .sendBuffer(Buffer.buffer("{}")));
        }
    }

    private HttpResponse<Buffer> startAs(String key, String input) {
        return await(gateway.posting(PATH).putHeader("Idempotency-Key", key).sendBuffer(Buffer.buffer(input)));
    }
}
