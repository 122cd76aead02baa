package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.server;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a call ended, before it is written. */
class OutcomeTest {
    static List<Object> noObjects() {
        return List.of(List.of(server("s-1")), "s-1", 1, true, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("noObjects")
    void shouldRefuseAResultThatNobodyCouldReadFromItsRow(Object result) {
        assertThatThrownBy(() -> Outcome.succeeded("k", result))
                .hasMessageContaining("the result of k")
                .hasMessageContaining("no JSON object")
                .isInstanceOfSatisfying(
                        CallException.class,
                        refused -> assertThat(refused.failure()).isEqualTo(CallFailure.INVALID_REQUEST));
    }

    @Test
    void shouldTellARecordAndNothingAsTheyAre() {
        assertThat(Outcome.succeeded("k", server("s-1")).result(IaasService.class, Server.class))
                .contains(server("s-1"));
        assertThat(Outcome.succeeded("k", null).result(IaasService.class, Server.class))
                .isEmpty();
    }

    @Test
    void shouldAnswerWhatStandsInTheRow() {
        Outcome outcome = Outcome.succeeded("k", server("s-1"));
        assertThat(outcome.isFailure()).isFalse();
        assertThat(outcome.answer(IaasService.class).orElseThrow().encode())
                .isEqualTo(
                        new JsonObject(outcome.json()).getJsonObject("result").encode());
        assertThat(new Outcome("{ \"result\" : {\"id\":\"s-1\"} }").answer(IaasService.class))
                .contains(new JsonObject().put("id", "s-1"));
    }

    @Test
    void shouldKnowAFailureByItsRow() {
        Outcome outcome = Outcome.failed(CallFailure.CANCELLED.exception("{\"result\":{"));
        assertThat(outcome.isFailure()).isTrue();
        assertThatThrownBy(() -> outcome.answer(IaasService.class)).hasMessage("{\"result\":{");
    }
}
