package io.dormouse.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands at {@code workflow.v1} and takes events; the first ones may be refused. */
final class FakeWorkflows {
    private final BlockingQueue<Trigger> triggers = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();

    record Trigger(String event, String value, String key, String actor) {}

    FakeWorkflows(Vertx vertx) {
        vertx.eventBus().consumer(WorkflowService.ADDRESS, this::receive);
    }

    void refuseTheNext(int times) {
        refusals.set(times);
    }

    private void receive(Message<JsonObject> message) {
        assertThat(message.headers().get(Headers.ACTION)).isEqualTo("trigger");
        JsonObject request = message.body().getJsonObject("request");
        triggers.add(new Trigger(
                request.getString("event"),
                request.getJsonObject("value").encode(),
                message.headers().get(Headers.KEY),
                message.headers().get(Headers.ACTOR)));
        if (refusals.getAndDecrement() > 0) {
            message.fail(-1, "not ready");
            return;
        }
        TriggerEvent event = new TriggerEvent(
                request.getString("event"), request.getJsonObject("value").getMap());
        message.reply(Wire.encode(new EventView(event.event(), event.value(), Instant.EPOCH, "approval-adapter")));
    }

    Trigger next() {
        try {
            Trigger trigger = triggers.poll(20, TimeUnit.SECONDS);
            assertThat(trigger).as("nothing was triggered").isNotNull();
            return trigger;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    int waiting() {
        return triggers.size();
    }
}
