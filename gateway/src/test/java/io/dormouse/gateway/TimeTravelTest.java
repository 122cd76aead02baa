package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeTravelTest {
    private static final String REDONE =
            "[{\"seq\":3,\"kind\":\"call\",\"name\":\"IaasService.create\",\"line\":\"ProvisionServer.java:12\",\"key\":\"w/0/3\"}]";

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "travelled-" + UUID.randomUUID();

    @BeforeEach
    void start() {
        gateway.workflows.ended(id);
    }

    @Test
    void shouldTakeAWorkflowBackAndTellWhatHappensAgain() {
        HttpResponse<Buffer> answer = as("k", "rewind", "{\"position\":7,\"reason\":\"wrong model\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonObject body = answer.bodyAsJsonObject();
        assertThat(body.getJsonObject("workflow").getString("id")).isEqualTo(id);
        assertThat(body.getJsonArray("redone").encode()).isEqualTo(REDONE);
        assertThat(gateway.workflows.lastCall().request())
                .isEqualTo(new JsonObject().put("id", id).put("position", 7).put("reason", "wrong model"));
        assertThat(gateway.workflows.lastCall().key()).contains("k");
        assertThat(gateway.audited(id).getLast().encode()).contains("rewind", "wrong model");
    }

    @Test
    void shouldForkUnderTheIdThatTheClientChose() {
        HttpResponse<Buffer> answer = as(id + "-b", "fork", "{\"position\":7,\"run\":2}");

        assertThat(answer.statusCode()).isEqualTo(201);
        assertThat(answer.getHeader("Location")).isEqualTo("/api/v1/workflows/" + id + "-b");
        JsonObject body = answer.bodyAsJsonObject();
        assertThat(body.getJsonObject("workflow").getString("id")).isEqualTo(id + "-b");
        assertThat(body.getJsonArray("redone").encode()).isEqualTo(REDONE);
        assertThat(gateway.workflows.lastCall().request())
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("run", 2)
                        .put("position", 7)
                        .put("forkId", id + "-b")
                        .put("reason", ""));
        assertThat(gateway.audited(id).getLast().encode()).contains("fork", id + "-b");

        assertThat(as(id + "-b", "fork", "{\"position\":7,\"run\":2}").statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldMakeAnIdForAForkWhenTheClientChoseNone() {
        JsonObject body = gateway.post(path("fork"), "{\"position\":0}").bodyAsJsonObject();

        assertThat(body.getJsonObject("workflow").getString("id")).matches("[0-9a-v]{20}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rewind", "fork"})
    void shouldBeRefusedWhereThereIsNoEntry(String operation) {
        Problems.assertProblem(gateway.post(path(operation), "{\"position\":101}"), 422, "POSITION_INVALID");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "7",
                "{\"position\":null}",
                "{\"position\":\"7\"}",
                "{\"position\":-1}",
                "{\"position\":7.5}",
                "{\"position\":1e3}",
                "{\"position\":123456789012345678901234567890}",
                "{\"position\":7,\"reason\":[]}",
                "{\"position\":7,\"to\":7}"
            })
    void shouldBeRefusedWithoutAPosition(String body) {
        Problems.assertProblem(gateway.post(path("rewind"), body), 400, "INVALID_REQUEST");
        Problems.assertProblem(gateway.post(path("fork"), body), 400, "INVALID_REQUEST");
        assertThat(gateway.workflows.calls).isEmpty();
    }

    private HttpResponse<Buffer> as(String key, String operation, String body) {
        return await(gateway.posting(path(operation))
                .putHeader("Idempotency-Key", key)
                .sendBuffer(Buffer.buffer(body)));
    }

    private String path(String operation) {
        return "/api/v1/workflows/" + id + "/" + operation;
    }
}
