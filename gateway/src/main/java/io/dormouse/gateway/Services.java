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
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

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

    Services(Vertx vertx) {
        this(vertx, SILENCE);
    }

    /** @param silence after so long an instance that says nothing may be dead */
    Services(Vertx vertx, Duration silence) {
        this.vertx = vertx;
        this.silence = silence;
        this.hedge = new Hedge(vertx, KeyedCall.BUS_TIMEOUT);
    }

    /** A member of the cluster is gone. Any thread. */
    void lost() {
        hedge.lost();
    }

    WorkflowService workflows(String actor) {
        return workflows(actor, Optional.empty());
    }

    /** For a change: asked again with the same key it is made once. */
    WorkflowService workflows(String actor, String key) {
        return workflows(actor, Optional.of(key));
    }

    private WorkflowService workflows(String actor, Optional<String> key) {
        return hedged(WorkflowService.class, left -> {
            DeliveryOptions options = onBehalfOf(actor, left);
            key.ifPresent(given -> options.addHeader(Headers.KEY, given));
            return new WorkflowServiceVertxEBProxy(vertx, WorkflowService.ADDRESS, options);
        });
    }

    ApprovalService approvals(String actor) {
        return hedged(
                ApprovalService.class,
                left -> new ApprovalServiceVertxEBProxy(vertx, ApprovalService.ADDRESS, onBehalfOf(actor, left)));
    }

    IaasService servers(String actor) {
        return hedged(
                IaasService.class,
                left -> new IaasServiceVertxEBProxy(vertx, IaasService.ADDRESS, onBehalfOf(actor, left)));
    }

    DnsService names(String actor) {
        return hedged(
                DnsService.class,
                left -> new DnsServiceVertxEBProxy(vertx, DnsService.ADDRESS, onBehalfOf(actor, left)));
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

    private static DeliveryOptions onBehalfOf(String actor, Duration left) {
        long millis = Math.max(1, left.toMillis());
        return new DeliveryOptions()
                .setSendTimeout(millis)
                .addHeader(Headers.ACTOR, actor)
                .addHeader(Headers.LEFT, String.valueOf(millis));
    }

    /** Each call of a method is hedged. @param asking for so long */
    private <S> S hedged(Class<S> contract, Function<Duration, S> asking) {
        return contract.cast(Proxy.newProxyInstance(
                contract.getClassLoader(),
                new Class<?>[] {contract},
                (proxy, method, arguments) -> hedge.ask(silenceOf(arguments), left -> {
                    try {
                        return (Future<?>) method.invoke(asking.apply(left), arguments);
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
