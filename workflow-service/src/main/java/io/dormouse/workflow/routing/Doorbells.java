package io.dormouse.workflow.routing;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What nodes ring at each other, all at all: an event has come, and these workflows have a row that waits for it (who waits in
 * memory knows itself); something is free to be taken. A ring may be lost; whoever misses one finds it in its slow sweep.
 */
public final class Doorbells {
    private static final String EVENTS = "workflow.events";
    private static final String OWNERS = "workflow.owners";
    private static final String FROM = "from";

    private final Vertx vertx;
    private final Context context;
    private final String self;
    private final List<MessageConsumer<?>> consumers = new ArrayList<>();
    private Map<String, Set<String>> unrung = new LinkedHashMap<>();

    /** Doorbells of a node. */
    public Doorbells(Vertx vertx, String self) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.self = self;
    }

    /**
     * Answers the rings of others.
     *
     * @param event the key of an event, and the workflows that have a row that waits for it
     * @param owners something about who owns what has changed
     */
    public Future<Void> listen(BiConsumer<String, Collection<String>> event, Runnable owners) {
        MessageConsumer<JsonObject> events = vertx.eventBus().consumer(EVENTS, message -> {
            if (isOwn(message.headers().get(FROM))) return;
            message.body()
                    .forEach(rung -> event.accept(
                            rung.getKey(),
                            ((JsonArray) rung.getValue())
                                    .stream().map(String.class::cast).toList()));
        });
        MessageConsumer<Object> changes = vertx.eventBus().consumer(OWNERS, message -> {
            if (!isOwn(message.headers().get(FROM))) owners.run();
        });
        consumers.add(events);
        consumers.add(changes);
        return Future.all(events.completion(), changes.completion()).mapEmpty();
    }

    private boolean isOwn(String from) {
        return self.equals(from);
    }

    /** An event has come. What one task rings goes out together. Any thread. */
    public void ring(String key, Collection<String> workflows) {
        context.runOnContext(now -> {
            if (unrung.isEmpty()) context.runOnContext(then -> send());
            unrung.computeIfAbsent(key, none -> new LinkedHashSet<>()).addAll(workflows);
        });
    }

    private void send() {
        JsonObject body = new JsonObject();
        unrung.forEach((key, workflows) -> body.put(key, new JsonArray(List.copyOf(workflows))));
        unrung = new LinkedHashMap<>();
        vertx.eventBus().publish(EVENTS, body, own());
    }

    /** Something is free to be taken. Any thread. */
    public void ownersChanged() {
        vertx.eventBus().publish(OWNERS, null, own());
    }

    private DeliveryOptions own() {
        return new DeliveryOptions().addHeader(FROM, self);
    }

    /** Hears nothing any more. */
    public Future<Void> close() {
        return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
                .mapEmpty();
    }
}
