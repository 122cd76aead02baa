package io.dormouse.approval;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceProxyBuilder;

/** Triggers the event of one decision at the workflows. Doing so twice is fine: key and value are the same. */
final class Postman {
    private static final String ACTOR = "approval-adapter";

    private final Vertx vertx;

    Postman(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Succeeds when the event is durable. */
    Future<Void> deliver(OutboxTable.Letter letter) {
        String event = Outbox.EVENT_PREFIX + letter.approvalId();
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(KeyedCall.BUS_TIMEOUT.toMillis())
                .addHeader(Headers.ACTOR, ACTOR)
                .addHeader(Headers.KEY, event);
        return new ServiceProxyBuilder(vertx)
                .setAddress(WorkflowService.ADDRESS)
                .setOptions(options)
                .build(WorkflowService.class)
                .trigger(new TriggerEvent(event, new JsonObject(letter.value()).getMap()))
                .compose(view -> view == null
                        ? Future.failedFuture(
                                new IllegalStateException("the event %s is not durable yet".formatted(event)))
                        : Future.succeededFuture());
    }
}
