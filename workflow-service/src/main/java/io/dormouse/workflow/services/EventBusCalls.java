package io.dormouse.workflow.services;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.CancelChild;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Text;
import io.dormouse.engine.owner.Bus;
import io.dormouse.engine.owner.Withdrawal;
import io.dormouse.engine.replay.Request;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Durable calls as long polls over the event bus. A failure with a type in its debug information was declared by the service's
 * contract; anything else (timeout, nobody there, an undeclared code) is a failure of the infrastructure.
 */
public final class EventBusCalls implements Bus {
    private static final Logger log = LoggerFactory.getLogger(EventBusCalls.class);
    private static final String ACTOR = "workflow-service";

    private final Vertx vertx;

    /** Calls from this Vert.x. */
    public EventBusCalls(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public Future<String> call(Request.ServiceCall call, String key, String actor) {
        return new KeyedCall(call.address(), call.action(), Wire.written(call.body()), key, actor)
                .send(vertx)
                .map(answer -> Payload.check("the answer of " + call.address(), json(answer)))
                .recover(failure -> Future.failedFuture(refusal(failure)));
    }

    /** A service that answers that it knows no {@code cancel} has no ledger, and nothing more can be done about it. */
    @Override
    public Future<Void> cancel(Withdrawal withdrawal) {
        return withdrawing(withdrawal).send(vertx).<Void>mapEmpty().recover(failure -> {
            boolean isFinal = failure instanceof ServiceException refused
                    && refused.failureCode() != CallFailure.UNAVAILABLE.code();
            if (!isFinal) return Future.failedFuture(failure);
            log.warn("{} cannot withdraw {}: {}", withdrawal.service(), withdrawal.key(), failure.getMessage());
            return Future.succeededFuture();
        });
    }

    /** A child has no ledger but a journal, and is cancelled rather than withdrawn. */
    private static KeyedCall withdrawing(Withdrawal withdrawal) {
        if (!withdrawal.service().equals(WorkflowService.ADDRESS))
            return new KeyedCall(withdrawal.service(), Headers.CANCEL, new JsonObject(), withdrawal.key(), ACTOR);
        CancelChild child = new CancelChild(withdrawal.key(), withdrawal.workflowId());
        return new KeyedCall(
                withdrawal.service(),
                "cancelChild",
                new JsonObject().put("request", Wire.encode(child)),
                withdrawal.key(),
                ACTOR);
    }

    private static String json(@Nullable Object answer) {
        return answer == null ? "null" : Json.encode(answer);
    }

    private static Throwable refusal(Throwable failure) {
        if (!(failure instanceof ServiceException refused)) return failure;
        JsonObject details = refused.getDebugInfo();
        String type = details == null ? null : details.getString("type");
        boolean open = refused.failureCode() == CallFailure.UNAVAILABLE.code()
                || refused.failureCode() == CallFailure.OUTCOME_UNKNOWN.code();
        if (type == null || open) return failure;
        String message = Text.storable(String.valueOf(refused.getMessage()));
        return new Refused(
                new Outcome.Failure(type, refused.failureCode(), message, details.getBoolean("retryable", false)),
                refused.failureCode() == CallFailure.KEY_REUSED.code());
    }
}
