package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.gateway.http.Problem;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailureMapperTest {
    private static final Map<Integer, String> STATUSES = Map.of(
            400, "INPUT_INVALID INVALID_REQUEST ID_INVALID RECORD_INVALID",
            403, "KEY_RESERVED NOT_AN_APPROVER OWN_REQUEST",
            404, "DEFINITION_UNKNOWN WORKFLOW_UNKNOWN APPROVAL_UNKNOWN ZONE_NOT_SERVED",
            409,
                    "ALREADY_STARTED EVENT_HAS_VALUE KEY_REUSED CANCELLED WORKFLOW_ENDED NOT_POSSIBLE_NOW"
                            + " COMMAND_NOT_OPEN APPROVAL_WITHDRAWN",
            422, "POSITION_INVALID");

    static Stream<FailureCode> failures() {
        return Stream.of(
                        CallFailure.values(),
                        WorkflowFailure.values(),
                        ApprovalFailure.values(),
                        DnsFailure.values(),
                        IaasFailure.values())
                .flatMap(Arrays::stream);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldGiveEachDeclaredFailureItsStatus(FailureCode code) {
        Problem problem = FailureMapper.problem(Failures.toServiceException(code.exception("that did not go")));

        int expected = STATUSES.entrySet().stream()
                .filter(entry -> Arrays.asList(entry.getValue().split(" ")).contains(code.name()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(503);
        assertThat(problem.status()).isEqualTo(expected);
        assertThat(problem.code()).isEqualTo(expected == 503 ? "UNAVAILABLE" : code.name());
        if (expected != 503) assertThat(problem.detail()).isEqualTo("That did not go.");
    }

    static Stream<Throwable> surprises() {
        return Stream.of(
                new ReplyException(ReplyFailure.NO_HANDLERS, "No handlers for address secret.v1"),
                new ReplyException(ReplyFailure.TIMEOUT, "Timed out, secret"),
                new ReplyException(ReplyFailure.RECIPIENT_FAILURE, 999_999, "secret"),
                new TimeoutException("secret"),
                CallFailure.UNAVAILABLE.exception("secret: java.lang.NullPointerException"),
                new IllegalStateException("secret"),
                new StackOverflowError("secret"));
    }

    @ParameterizedTest
    @MethodSource("surprises")
    void shouldAnswer503ToWhatNobodyForesawAndKeepItsWordsToItself(Throwable surprise) {
        Problem problem = FailureMapper.problem(surprise);

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem.headers()).containsEntry("Retry-After", "1");
        assertThat(problem.detail()).doesNotContain("secret").contains("try again");
    }

    @Test
    void shouldAnswer503WhenAServiceIsNotThere() {
        GatewayUnderTest alone = GatewayUnderTest.startWithoutServices();
        try {
            for (String path : new String[] {
                "definitions",
                "workflows",
                "workflows/x",
                "workflows/x/journal",
                "workflows/x/stream",
                "journals",
                "approvals",
                "approvals/x",
                "servers",
                "dns/demo.test"
            }) {
                Problems.assertProblem(alone.get("/api/v1/" + path), 503, "UNAVAILABLE");
            }
            Problems.assertProblem(alone.post("/api/v1/workflows/provision-server", "{}"), 503, "UNAVAILABLE");
            Problems.assertProblem(alone.post("/api/v1/events/x", "1"), 503, "UNAVAILABLE");
            Problems.assertProblem(alone.post("/api/v1/workflows/x/signals/s", "1"), 503, "UNAVAILABLE");
            Problems.assertProblem(alone.post("/api/v1/workflows/x/cancel", "{}"), 503, "UNAVAILABLE");
            Problems.assertProblem(alone.post("/api/v1/workflows/x/fork", "{\"position\":1}"), 503, "UNAVAILABLE");
            Problems.assertProblem(alone.post("/api/v1/operations/pause", "{}"), 503, "UNAVAILABLE");
            Problems.assertProblem(
                    alone.post("/api/v1/approvals/x/decision", "{\"decision\":\"approve\"}"), 503, "UNAVAILABLE");
        } finally {
            alone.stop();
        }
    }
}
