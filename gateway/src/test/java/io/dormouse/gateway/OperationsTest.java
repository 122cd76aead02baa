package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "operated-" + UUID.randomUUID();
    private final String path = "/api/v1/workflows/" + id + "/";

    @BeforeEach
    void start() {
        as(id, "/api/v1/workflows/provision-server", "{}");
        gateway.workflows.calls.clear();
    }

    @ParameterizedTest
    @CsvSource({"cancel,RUNNING", "terminate,TERMINATED", "pause,PAUSED", "retry,RUNNING"})
    void shouldBePassedOnWithReasonActorAndKey(String operation, String status) {
        HttpResponse<Buffer> answer = as("k-" + operation + id, path + operation, "{\"reason\":\"too dear\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsJsonObject().getString("status")).isEqualTo(status);
        assertThat(gateway.workflows.lastCall().action()).isEqualTo(operation);
        assertThat(gateway.workflows.lastCall().request())
                .isEqualTo(new JsonObject().put("id", id).put("reason", "too dear"));
        assertThat(gateway.workflows.lastCall().key()).contains("k-" + operation + id);
        assertThat(gateway.workflows.lastCall().actor()).isEqualTo("ada");
        JsonObject row = gateway.audited(id).getLast();
        assertThat(row.getString("action")).isEqualTo(operation);
        assertThat(row.encode()).contains("too dear", "k-" + operation + id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "terminate", "pause", "resume", "retry"})
    void shouldNeedNoReasonButABody(String operation) {
        Problems.assertProblem(gateway.post(path + operation, ""), 400, "INVALID_REQUEST");
        Problems.assertProblem(gateway.post(path + operation, "null"), 400, "INVALID_REQUEST");
        Problems.assertProblem(gateway.post(path + operation, "{\"reason\":1}"), 400, "INVALID_REQUEST");
        Problems.assertProblem(gateway.post(path + operation, "{\"cause\":\"x\"}"), 400, "INVALID_REQUEST");
        assertThat(gateway.workflows.calls).isEmpty();

        gateway.post(path + operation, "{}");
        assertThat(gateway.workflows.lastCall().request())
                .isEqualTo(new JsonObject().put("id", id).put("reason", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "terminate", "pause", "resume", "retry"})
    void shouldBeRefusedForWhatHasEnded(String operation) {
        gateway.workflows.ended(id);

        Problems.assertProblem(gateway.post(path + operation, "{}"), 409, "WORKFLOW_ENDED");
    }

    @Test
    void shouldBeRefusedWhenTheyMakeNoSense() {
        HttpResponse<Buffer> answer = gateway.post(path + "resume", "{}");

        Problems.assertProblem(answer, 409, "NOT_POSSIBLE_NOW");
        assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo("The workflow " + id + " is not paused.");
    }

    @Test
    void shouldLetAPausedOneGoOn() {
        gateway.post(path + "pause", "{}");

        assertThat(gateway.post(path + "resume", "{}").bodyAsJsonObject().getString("status"))
                .isEqualTo("RUNNING");
    }

    @Test
    void shouldRetryOneCommandIfToldWhich() {
        gateway.post(path + "retry", "{\"seq\":7}");

        assertThat(gateway.workflows.lastCall().request().getInteger("seq")).isEqualTo(7);
    }

    @Nested
    class ACompletionByHand {
        @ParameterizedTest
        @ValueSource(strings = {"{\"id\":\"srv-1\",\"cost\":1.10}", "7", "\"text\"", "[null]", "false"})
        void shouldGiveAnyResult(String result) {
            HttpResponse<Buffer> answer =
                    complete("{\"run\":0,\"seq\":1,\"result\":%s,\"reason\":\"seen\"}".formatted(result));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(gateway.workflows.lastCall().request().encode())
                    .isEqualTo("{\"id\":\"%s\",\"run\":0,\"seq\":1,\"result\":%s,\"reason\":\"seen\"}"
                            .formatted(id, result));
        }

        @Test
        void shouldGiveNullToWhatReturnsNothing() {
            complete("{\"run\":0,\"seq\":1,\"result\":null}");

            JsonObject request = gateway.workflows.lastCall().request();
            assertThat(request.getValue("result")).isNull();
            assertThat(request.getValue("failure")).isNull();
        }

        @Test
        void shouldGiveAFailure() {
            complete("{\"run\":2,\"seq\":1,\"failure\":{\"type\":\"MODEL_UNKNOWN\",\"code\":3001,\"message\":\"no\"}}");

            assertThat(gateway.workflows.lastCall().request().getJsonObject("failure"))
                    .isEqualTo(new JsonObject()
                            .put("type", "MODEL_UNKNOWN")
                            .put("code", 3001)
                            .put("message", "no"));
        }

        @Test
        void shouldBeRefusedWhenNothingWaitsForIt() {
            Problems.assertProblem(complete("{\"run\":0,\"seq\":2,\"result\":1}"), 409, "COMMAND_NOT_OPEN");
        }

        @Test
        void shouldBeWrittenDownWithoutTheResult() {
            complete("{\"run\":0,\"seq\":1,\"result\":\"s3cr3t\",\"reason\":\"seen\"}");

            JsonObject row = gateway.audited(id).getLast();
            assertThat(row.getString("action")).isEqualTo("complete");
            assertThat(row.encode()).contains("seen").doesNotContain("s3cr3t");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "[]                                    | must be a JSON object with run, seq, result",
                    "{}                                    | either the field result, which may be null, or",
                    "{\"run\":0,\"seq\":1}                 | either the field result, which may be null, or",
                    "{\"seq\":1,\"result\":1}              | The field run is missing",
                    "{\"run\":0,\"result\":1}              | The field seq is missing",
                    "{\"run\":0,\"seq\":null,\"result\":1} | The field seq is missing",
                    "{\"run\":\"0\",\"seq\":1,\"result\":1} | The field run must be a whole number from 0",
                    "{\"run\":0,\"seq\":1.0,\"result\":1}  | The field seq must be a whole number from 0",
                    "{\"run\":0,\"seq\":-1,\"result\":1}   | The field seq must be a whole number from 0",
                    "{\"run\":0,\"seq\":99999999999,\"result\":1} | The field seq must be a whole number from 0",
                    "{\"run\":0,\"seq\":1,\"failure\":\"x\"} | The field failure must be an object with type, code",
                    "{\"run\":0,\"seq\":1,\"failure\":{\"message\":\"m\"}} | The field failure.type is missing",
                    "{\"run\":0,\"seq\":1,\"failure\":{\"type\":\"T\"}}    | The field failure.message is missing",
                    "{\"run\":0,\"seq\":1,\"failure\":{\"type\":\"T\",\"message\":\"m\",\"code\":\"1\"}} | The field"
                            + " failure.code must be",
                    "{\"run\":0,\"seq\":1,\"failure\":{\"type\":\"T\",\"message\":\"m\",\"retryable\":true}} |"
                            + " failure.retryable",
                    "{\"run\":0,\"seq\":1,\"result\":1,\"failure\":{\"type\":\"T\",\"message\":\"m\"}} | either the"
                            + " field",
                })
        void shouldBeRefusedWithASentenceWhenItIsNone(String body, String says) {
            HttpResponse<Buffer> answer = complete(body);

            Problems.assertProblem(answer, 400, "INVALID_REQUEST");
            assertThat(answer.bodyAsJsonObject().getString("detail")).contains(says);
            assertThat(gateway.workflows.calls).isEmpty();
        }

        private HttpResponse<Buffer> complete(String body) {
            return gateway.post(path + "complete", body);
        }
    }

    @Nested
    class OnAllThatMatch {
        @ParameterizedTest
        @ValueSource(strings = {"pause", "resume"})
        void shouldPassTheFilterOnAndTellWhatWasRefused(String operation) {
            HttpResponse<Buffer> answer = as(
                    "m-" + id,
                    "/api/v1/operations/" + operation,
                    "{\"name\":\"n\",\"status\":\"waiting\",\"tags\":{\"team\":\"sre\"},\"reason\":\"night\"}");

            assertThat(answer.bodyAsString()).isEqualTo("{\"changed\":2,\"refused\":{\"w9\":\"w9 has ended\"}}");
            assertThat(gateway.workflows.lastCall().action()).isEqualTo(operation + "Matching");
            assertThat(gateway.workflows.lastCall().key()).contains("m-" + id);
            assertThat(gateway.workflows.lastCall().request())
                    .isEqualTo(new JsonObject()
                            .put("name", "n")
                            .put("status", "WAITING")
                            .put("tags", new JsonObject().put("team", "sre"))
                            .put("reason", "night"));
            assertThat(gateway.audited("*").stream().map(JsonObject::encode))
                    .anyMatch(row -> row.contains(operation + "Matching") && row.contains("m-" + id));
        }

        @Test
        void shouldMeanEverythingWithoutAFilter() {
            gateway.post("/api/v1/operations/pause", "{}");

            assertThat(gateway.workflows.lastCall().request()).isEqualTo(new JsonObject().put("reason", ""));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "[]",
                    "{\"status\":\"sleeping\"}",
                    "{\"status\":7}",
                    "{\"name\":[]}",
                    "{\"tags\":[\"a:b\"]}",
                    "{\"tags\":{\"a\":1}}",
                    "{\"tags\":{\"\":\"b\"}}",
                    "{\"tags\":{\"a\":\"\"}}",
                    "{\"names\":\"n\"}"
                })
        void shouldBeRefusedWhenTheFilterIsNone(String body) {
            Problems.assertProblem(gateway.post("/api/v1/operations/pause", body), 400, "INVALID_REQUEST");
            assertThat(gateway.workflows.calls).isEmpty();
        }
    }

    private HttpResponse<Buffer> as(String key, String target, String body) {
        return await(gateway.posting(target).putHeader("Idempotency-Key", key).sendBuffer(Buffer.buffer(body)));
    }
}
