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
import org.junit.jupiter.params.provider.ValueSource;

class SignalsTest {
    private static final String START = "/api/v1/workflows/provision-server";

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "signalled-" + UUID.randomUUID();

    @BeforeEach
    void start() {
        await(gateway.posting(START).putHeader("Idempotency-Key", id).sendBuffer(Buffer.buffer("{}")));
        gateway.workflows.calls.clear();
    }

    @Test
    void shouldBeAcceptedUnderTheIdThatTheClientChose() {
        HttpResponse<Buffer> answer = await(gateway.posting("/api/v1/workflows/" + id + "/signals/add%20item")
                .putHeader("Idempotency-Key", "s-1")
                .sendBuffer(Buffer.buffer("{\"sku\":1.10}")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.bodyAsString())
                .isEqualTo("{\"workflow\":\"%s\",\"signal\":\"add item\",\"signalId\":\"s-1\"}".formatted(id));
        assertThat(gateway.workflows.lastCall().request().encode())
                .isEqualTo("{\"id\":\"%s\",\"name\":\"add item\",\"payload\":{\"sku\":1.10},\"signalId\":\"s-1\"}"
                        .formatted(id));
        assertThat(gateway.workflows.lastCall().key()).contains("s-1");
        assertThat(gateway.workflows.lastCall().actor()).isEqualTo("ada");
    }

    @Test
    void shouldGetAnIdWhenTheClientChoseNone() {
        String path = "/api/v1/workflows/" + id + "/signals/go";

        String first = gateway.post(path, "null").bodyAsJsonObject().getString("signalId");
        String second = gateway.post(path, "null").bodyAsJsonObject().getString("signalId");

        assertThat(first).isNotEmpty().isNotEqualTo(second);
    }

    @Test
    void shouldBeWrittenDownWithoutWhatTheySay() {
        gateway.post("/api/v1/workflows/" + id + "/signals/go", "\"s3cr3t\"");

        JsonObject row = gateway.audited(id).getLast();
        assertThat(row.getString("action")).isEqualTo("signal");
        assertThat(row.encode()).contains("go").doesNotContain("s3cr3t");
    }

    @Test
    void shouldBeRefusedForWhatHasEndedOrIsNotThere() {
        gateway.workflows.ended(id);

        Problems.assertProblem(gateway.post("/api/v1/workflows/" + id + "/signals/go", "1"), 409, "WORKFLOW_ENDED");
        Problems.assertProblem(gateway.post("/api/v1/workflows/" + id + "x/signals/go", "1"), 404, "WORKFLOW_UNKNOWN");
    }

    @Test
    void shouldBeRefusedWhenTheirNameIsTooLong() {
        String path = "/api/v1/workflows/" + id + "/signals/";

        Problems.assertProblem(gateway.post(path + "s".repeat(301), "1"), 400, "ID_INVALID");
        assertThat(gateway.post(path + "s".repeat(300), "1").statusCode()).isEqualTo(202);
    }

    @Nested
    class WithAStart {
        @Test
        void shouldTravelInTheSameCall() {
            HttpResponse<Buffer> answer = startWith("go", "{\"input\":{\"model\":\"B6\"},\"payload\":[1,null]}");

            assertThat(answer.statusCode()).isEqualTo(201);
            JsonObject request = gateway.workflows.lastCall().request();
            assertThat(gateway.workflows.calls).hasSize(1);
            assertThat(request.getJsonObject("input").encode()).isEqualTo("{\"model\":\"B6\"}");
            assertThat(request.getJsonObject("signal").getString("name")).isEqualTo("go");
            assertThat(request.getJsonObject("signal").getJsonArray("payload").encode())
                    .isEqualTo("[1,null]");
        }

        @Test
        void shouldBeTheSameSignalWhenTheSameStartIsSentAgainAndAnotherWhenItSaysSomethingElse() {
            String first = signalIdOf("{\"input\":{},\"payload\":{\"a\":1,\"b\":2}}");
            String again = signalIdOf("{\"payload\":{\"b\":2,\"a\":1},\"input\":{}}");
            String other = signalIdOf("{\"input\":{},\"payload\":{\"a\":1,\"b\":3}}");

            assertThat(again).isEqualTo(first);
            assertThat(other).isNotEqualTo(first);
            assertThat(first).matches("[A-Za-z0-9._:-]{1,200}");
        }

        @Test
        void shouldHaveTheIdThatTheClientChose() {
            assertThat(signalIdOf("{\"input\":{},\"signalId\":\"mine\"}")).isEqualTo("mine");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{}",
                    "{\"payload\":1}",
                    "{\"input\":{},\"more\":1}",
                    "{\"input\":{},\"signalId\":7}",
                    "{\"input\":{},\"signalId\":\"\\u0000\"}"
                })
        void shouldBeRefusedWhenTheBodyIsNotInputAndPayload(String body) {
            Problems.assertProblem(startWith("go", body), 400, "INVALID_REQUEST");
            assertThat(gateway.workflows.calls).isEmpty();
        }

        private String signalIdOf(String body) {
            assertThat(startWith("go", body).statusCode()).isLessThan(300);
            return gateway.workflows
                    .lastCall()
                    .request()
                    .getJsonObject("signal")
                    .getString("signalId");
        }

        private HttpResponse<Buffer> startWith(String signal, String body) {
            return gateway.post(START + "?signal=" + signal, body);
        }
    }

    @Test
    void shouldLeaveTagsWithTheStart() {
        HttpResponse<Buffer> answer = gateway.post(START + "?tag=team:sre&tag=at:10:30", "{}");

        assertThat(answer.bodyAsJsonObject().getJsonObject("tags"))
                .isEqualTo(new JsonObject().put("team", "sre").put("at", "10:30"));
    }
}
