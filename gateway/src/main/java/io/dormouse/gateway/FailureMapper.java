package io.dormouse.gateway;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.approval.ApprovalFailure;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.ProblemException;
import io.vertx.core.eventbus.ReplyException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that decides how a failure looks from outside. What nobody foresaw is 503 and a line in the log, never 500. */
final class FailureMapper {
    private static final Logger log = LoggerFactory.getLogger(FailureMapper.class);

    private FailureMapper() {}

    static Problem problem(Throwable failure) {
        if (failure instanceof ProblemException refused) return refused.problem();
        return declared(failure).map(FailureMapper::problem).orElseGet(() -> unforeseen(failure));
    }

    /** Codes are unique over all contracts, so it does not matter whom the gateway asked. */
    private static Optional<ContractException> declared(Throwable failure) {
        if (failure instanceof ContractException declared) return Optional.of(declared);
        if (!(failure instanceof ReplyException reply)) return Optional.empty();
        return Stream.of(WorkflowService.class, ApprovalService.class, DnsService.class, IaasService.class)
                .map(contract -> Failures.declared(contract, reply.failureCode(), String.valueOf(reply.getMessage())))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Problem problem(ContractException failure) {
        int status = status(failure.failure());
        if (status == 503) return unforeseen(failure);
        return new Problem(status, failure.failure().name(), sentence(failure.getMessage()));
    }

    private static int status(FailureCode code) {
        return switch (code) {
            case WorkflowFailure workflow ->
                switch (workflow) {
                    case DEFINITION_UNKNOWN, WORKFLOW_UNKNOWN -> 404;
                    case INPUT_INVALID, ID_INVALID -> 400;
                    case ALREADY_STARTED, EVENT_HAS_VALUE, WORKFLOW_ENDED, NOT_POSSIBLE_NOW, COMMAND_NOT_OPEN -> 409;
                    case KEY_RESERVED -> 403;
                    case POSITION_INVALID -> 422;
                };
            case ApprovalFailure approval ->
                switch (approval) {
                    case APPROVAL_UNKNOWN -> 404;
                    case APPROVAL_WITHDRAWN -> 409;
                    case NOT_AN_APPROVER, OWN_REQUEST -> 403;
                };
            case DnsFailure dns ->
                switch (dns) {
                    case ZONE_NOT_SERVED -> 404;
                    case RECORD_INVALID -> 400;
                    case UPDATE_REFUSED, NAME_CONFLICT -> 503;
                };
            case CallFailure call ->
                switch (call) {
                    case INVALID_REQUEST -> 400;
                    case KEY_REUSED, CANCELLED -> 409;
                    case KEY_MISSING, OUTCOME_UNKNOWN, UNAVAILABLE -> 503;
                };
            default -> 503;
        };
    }

    /** The cause goes to the log and not to the client, who could do nothing with it. */
    private static Problem unforeseen(Throwable failure) {
        if (failure instanceof ReplyException reply) {
            log.warn("a service did not answer: {} {}", reply.failureType(), reply.getMessage());
            return Problem.unavailable(
                    switch (reply.failureType()) {
                        case NO_HANDLERS -> "The service behind this path is not running; try again in a second.";
                        case TIMEOUT ->
                            "The service behind this path did not answer in time; try again, a change with the same"
                                    + " Idempotency-Key.";
                        default ->
                            "The service behind this path cannot answer right now; try again, a change with the same"
                                    + " Idempotency-Key.";
                    });
        }
        if (failure instanceof TimeoutException) {
            log.warn("a call took too long: {}", failure.getMessage());
        } else if (failure instanceof ContractException expected) {
            log.warn("{}: {}", expected.failure().name(), expected.getMessage());
        } else {
            log.error("a request failed in a way that nobody foresaw", failure);
        }
        return Problem.unavailable(
                "This cannot be answered right now; try again in a second, a change with the same Idempotency-Key.");
    }

    private static String sentence(String message) {
        String text =
                message.isEmpty() ? "It was refused" : Character.toUpperCase(message.charAt(0)) + message.substring(1);
        return text.matches("(?s).*[.!?]") ? text : text + ".";
    }
}
