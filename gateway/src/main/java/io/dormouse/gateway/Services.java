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
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.Matched;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowServiceVertxEBProxy;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The services behind the gateway, each call on behalf of an actor. The only class here that speaks to the event bus. Every
 * future fails at the latest after {@link KeyedCall#BUS_TIMEOUT}, a decision after twice that, an operation on many workflows
 * after five minutes.
 *
 * <p>A question to an instance that dies, or says nothing for {@link #SILENCE}, is asked of the next one ({@link Hedge}), but for
 * decisions and operations on many workflows, which ask again by themselves what they were promised an answer to. A long poll
 * is not asked again for its silence, only when a member is lost.
 */
final class Services {
    private static final Duration MATCHING = Duration.ofMinutes(5);

    /** Longer than nearly every answer takes, and short for whoever waits. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Vertx vertx;
    private final Duration silence;
    private final Hedge hedge;

    /**
     * Of the one question that is being asked: a proxy copies them while it asks, and all ask on one event loop. So each proxy is made
     * once. One for each question would register its codec anew, and learn from an exception that it is there already.
     */
    private final DeliveryOptions options = new DeliveryOptions();

    private final WorkflowService workflows;
    private final ApprovalService approvals;
    private final IaasService servers;
    private final DnsService names;

    Services(Vertx vertx) {
        this(vertx, SILENCE);
    }

    /** @param silence after so long an instance that says nothing may be dead */
    Services(Vertx vertx, Duration silence) {
        this.vertx = vertx;
        this.silence = silence;
        this.hedge = new Hedge(vertx, KeyedCall.BUS_TIMEOUT);
        this.workflows = new WorkflowServiceVertxEBProxy(vertx, WorkflowService.ADDRESS, options);
        this.approvals = new ApprovalServiceVertxEBProxy(vertx, ApprovalService.ADDRESS, options);
        this.servers = new IaasServiceVertxEBProxy(vertx, IaasService.ADDRESS, options);
        this.names = new DnsServiceVertxEBProxy(vertx, DnsService.ADDRESS, options);
    }

    /** A member of the cluster is gone. Any thread. */
    void lost() {
        hedge.lost();
    }

    WorkflowService workflows(String actor) {
        return hedged(WorkflowService.class, workflows, actor, Optional.empty());
    }

    /** For a change: asked again with the same key it is made once. */
    WorkflowService workflows(String actor, String key) {
        return hedged(WorkflowService.class, workflows, actor, Optional.of(key));
    }

    ApprovalService approvals(String actor) {
        return hedged(ApprovalService.class, approvals, actor, Optional.empty());
    }

    IaasService servers(String actor) {
        return hedged(IaasService.class, servers, actor, Optional.empty());
    }

    DnsService names(String actor) {
        return hedged(DnsService.class, names, actor, Optional.empty());
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

    /** What the next question says beside its argument. */
    private void prepare(String actor, Optional<String> key, Duration left) {
        long millis = Math.max(1, left.toMillis());
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add(Headers.ACTOR, actor).add(Headers.LEFT, String.valueOf(millis));
        key.ifPresent(given -> headers.add(Headers.KEY, given));
        options.setSendTimeout(millis).setHeaders(headers);
    }

    /** Each call of a method is hedged. */
    private <S> S hedged(Class<S> contract, S proxy, String actor, Optional<String> key) {
        return contract.cast(Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (hedged, method, arguments) -> hedge.ask(silenceOf(arguments), left -> {
                    prepare(actor, key, left);
                    try {
                        return (Future<?>) method.invoke(proxy, arguments);
                    } catch (InvocationTargetException e) {
                        return Future.failedFuture(e.getCause());
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(contract + " is not public", e);
                    }
                })));
    }

    private Duration silenceOf(Object[] arguments) {
        return arguments[0] instanceof AwaitWorkflow ? KeyedCall.BUS_TIMEOUT : silence;
    }
}
