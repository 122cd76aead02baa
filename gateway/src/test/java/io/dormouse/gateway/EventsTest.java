package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String event = "event-" + UUID.randomUUID();

    @Test
    void shouldGiveTheEventItsValue() {
        HttpResponse<Buffer> answer = gateway.post("/api/v1/events/" + event, "{\"paid\":12.50}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString())
                .isEqualTo(
                        "{\"event\":\"%s\",\"value\":{\"paid\":12.50},\"triggeredAt\":\"2026-02-03T04:05:06.000007Z\",\"triggeredBy\":\"ada\"}"
                                .formatted(event));
        assertThat(gateway.audited(event)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "0", "\"text\"", "[]", "true"})
    void shouldTakeAnyValue(String value) {
        HttpResponse<Buffer> answer = gateway.post("/api/v1/events/" + event, value);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).contains("\"value\":" + value);
    }

    @Test
    void shouldTakeTheSameValueAgainAndRefuseAnother() {
        gateway.post("/api/v1/events/" + event, "1");

        assertThat(gateway.post("/api/v1/events/" + event, "1").statusCode()).isEqualTo(200);
        Problems.assertProblem(gateway.post("/api/v1/events/" + event, "2"), 409, "EVENT_HAS_VALUE");
    }

    @Test
    void shouldTakeKeysOfAnyCharacters() {
        gateway.post("/api/v1/events/order%2F7%20%C3%A4%3F+%25", "1");

        assertThat(gateway.workflows.lastCall().request().getString("event")).isEqualTo("order/7 ä?+%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"approval:x", "child:x", "%61pproval%3Ax"})
    void shouldRefuseKeysThatBelongToTheSystem(String key) {
        Problems.assertProblem(gateway.post("/api/v1/events/" + key, "1"), 403, "KEY_RESERVED");
        assertThat(gateway.workflows.calls).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatIsTooLong() {
        Problems.assertProblem(gateway.post("/api/v1/events/" + "k".repeat(301), "1"), 400, "ID_INVALID");
        assertThat(gateway.post("/api/v1/events/" + "k".repeat(300), "1").statusCode())
                .isEqualTo(200);
    }
}
