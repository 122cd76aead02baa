package io.dormouse.gateway;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Question;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.approval.ApprovalServiceVertxEBProxy;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.DnsServiceVertxEBProxy;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.IaasServiceVertxEBProxy;
import io.dormouse.contracts.workflow.Matched;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowServiceVertxEBProxy;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The services behind the gateway, each call on behalf of an actor. The only class here that speaks to the event bus. Every
 * future fails at the latest after {@link KeyedCall#BUS_TIMEOUT}, a decision after twice that, an operation on many workflows
 * after five minutes.
 */
final class Services {
    private static final Duration MATCHING = Duration.ofMinutes(5);

    private final Vertx vertx;

    Services(Vertx vertx) {
        this.vertx = vertx;
    }

    WorkflowService workflows(String actor) {
        return new WorkflowServiceVertxEBProxy(vertx, WorkflowService.ADDRESS, onBehalfOf(actor));
    }

    /** For a change: asked again with the same key it is made once. */
    WorkflowService workflows(String actor, String key) {
        DeliveryOptions options = onBehalfOf(actor).addHeader(Headers.KEY, key);
        return new WorkflowServiceVertxEBProxy(vertx, WorkflowService.ADDRESS, options);
    }

    ApprovalService approvals(String actor) {
        return new ApprovalServiceVertxEBProxy(vertx, ApprovalService.ADDRESS, onBehalfOf(actor));
    }

    IaasService servers(String actor) {
        return new IaasServiceVertxEBProxy(vertx, IaasService.ADDRESS, onBehalfOf(actor));
    }

    DnsService names(String actor) {
        return new DnsServiceVertxEBProxy(vertx, DnsService.ADDRESS, onBehalfOf(actor));
    }

    Future<Approval> decide(DecideApproval decision, String actor, String key) {
        JsonObject body = new JsonObject().put("request", DecideApproval.toJson(decision));
        return new KeyedCall(ApprovalService.ADDRESS, "decide", body, key, actor)
                .send(vertx)
                .timeout(2 * KeyedCall.BUS_TIMEOUT.toSeconds(), TimeUnit.SECONDS)
                .map(answer -> Approval.fromJson((JsonObject) answer));
    }

    /** Asks for an operation on many workflows, which may take more than one question. */
    Future<Matched> match(String action, JsonObject request, String actor, String key) {
        JsonObject body = new JsonObject().put("request", request);
        return new KeyedCall(WorkflowService.ADDRESS, action, body, key, actor)
                .send(vertx)
                .timeout(MATCHING.toSeconds(), TimeUnit.SECONDS)
                .map(answer -> Matched.fromJson((JsonObject) answer));
    }

    /** One question of a client of the bridge, as it is. */
    Future<Message<Object>> ask(Question question) {
        return question.ask(vertx);
    }

    private static DeliveryOptions onBehalfOf(String actor) {
        return new DeliveryOptions()
                .setSendTimeout(KeyedCall.BUS_TIMEOUT.toMillis())
                .addHeader(Headers.ACTOR, actor);
    }
}
