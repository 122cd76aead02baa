package io.dormouse.simulator.outside;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.NewFork;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.owner.Order;
import io.dormouse.simulator.check.Fault;
import io.dormouse.simulator.check.Promises;
import io.dormouse.simulator.cluster.Cluster;
import io.dormouse.simulator.cluster.Node;
import io.dormouse.simulator.cluster.Surroundings;
import io.dormouse.simulator.world.Chance;
import io.dormouse.simulator.world.Faults;
import io.dormouse.simulator.world.Timeline;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Function;

/**
 * Those who start workflows, send signals, trigger events, decide, cancel. They ask again with the same key until they are
 * answered, over a bus that loses and repeats, and remember what they were promised.
 */
public final class People {
    private static final long PATIENCE_MICROS = 2_500_000;

    private final Timeline timeline;
    private final Chance chance;
    private final Faults faults;
    private final Surroundings world;
    private final Cluster cluster;
    private final Promises promises;
    private int orders;

    /** Who remember in the promises. */
    public People(Surroundings world, Cluster cluster, Promises promises) {
        this.timeline = world.timeline();
        this.chance = world.chance();
        this.faults = world.faults();
        this.world = world;
        this.cluster = cluster;
        this.promises = promises;
    }

    /** Starts a workflow. */
    public void start(NewWorkflow start) {
        promises.wanted(start);
        persist(start.id(), node -> node.ownerOf(start.id()).start(start).map(result -> null), () -> {
            promises.started(start.id());
            start.signal().ifPresent(signal -> promises.signalled(start.id(), signal.signalId()));
        });
    }

    /** Holds a workflow. */
    public void pause(String id) {
        world.coverage().met(Fault.PAUSE, id);
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).pause(order), () -> promises.paused(id));
    }

    /** Lets a workflow go on. */
    public void resume(String id) {
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).resume(order), () -> {});
    }

    /** Has what fails tried at once. */
    public void retry(String id) {
        world.coverage().met(Fault.RETRY, id);
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).retry(order, Optional.empty()), () -> {});
    }

    /** Completes by hand what a workflow waits for, if it does. */
    public void complete(String id, int seq) {
        world.coverage().met(Fault.COMPLETION, id);
        Outcome outcome = new Outcome.Success("\"by hand\"", null);
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).complete(order, 0, seq, outcome), () -> promises.completed(id, 0, seq));
    }

    /** Takes a workflow back. */
    public void rewind(String id, String name, long position) {
        world.coverage().met(Fault.REWIND, id);
        world.witness().exempt(name);
        long seed = chance.seed();
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).rewind(order, position, seed).mapEmpty(), () -> promises.rewound(id));
    }

    /** Makes another workflow from a position of one. */
    public void fork(String from, String name, long position, String id) {
        world.coverage().met(Fault.FORK, from);
        world.witness().exempt(name);
        NewFork fork = new NewFork(
                from, Optional.empty(), position, id, Cluster.partitionOf(id), chance.seed(), "people", "and so");
        persist(id, node -> node.ownerOf(id).fork(fork).mapEmpty(), () -> promises.started(id));
    }

    /** Sends a signal. */
    public void signal(String id, String signal, String payload, String signalId) {
        promises.sent(id, signalId);
        persist(
                id,
                node -> node.ownerOf(id).signal(id, signal, payload, signalId, "people"),
                () -> promises.signalled(id, signalId));
    }

    /** Cancels a workflow. */
    public void cancel(String id) {
        world.coverage().met(Fault.CANCEL, id);
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).cancel(order), () -> promises.cancelled(id));
    }

    /** Ends a workflow by force. */
    public void terminate(String id) {
        world.coverage().met(Fault.TERMINATE, id);
        Order order = order(id);
        persist(id, node -> node.ownerOf(id).terminate(order).mapEmpty(), () -> promises.terminated(id));
    }

    /** Triggers an event. */
    public void trigger(String key, String value) {
        persist(
                key,
                node -> node.triggers().trigger(key, value).map(triggered -> {
                    triggered.waiting().onSuccess(waiting -> cluster.ring(key, waiting));
                    promises.triggered(key, triggered.value());
                    return null;
                }),
                () -> {});
    }

    /** A question has reached people: they decide, some time. */
    public void decide(String event, String key) {
        timeline.after(chance.upTo(6_000_000), () -> trigger(event, String.valueOf(chance.happens(0.5))));
    }

    /** However often it is given, it is one: its reason is its key, so that a journal tells which order an entry comes from. */
    private Order order(String id) {
        String key = "order-" + orders++;
        return new Order(id, key, "people", key);
    }

    /** Asks until there is an answer; a refusal by the contract is one. */
    private void persist(String id, Function<Node, Future<Void>> request, Runnable acknowledged) {
        boolean[] answered = {false};
        Node node = cluster.nodeFor(id);
        send(node, request, answered, acknowledged);
        if (faults.repeatsMessage()) send(node, request, answered, acknowledged);
        timeline.after(PATIENCE_MICROS, () -> {
            if (!answered[0]) persist(id, request, acknowledged);
        });
    }

    private void send(Node node, Function<Node, Future<Void>> request, boolean[] answered, Runnable acknowledged) {
        if (faults.losesMessage()) return;
        node.process().later(faults.networkMicros(), () -> {
            if (!node.serves()) return;
            request.apply(node).onComplete(done -> hear(answered, acknowledged), failure -> {
                if (isFinal(failure)) hear(answered, () -> {});
            });
        });
    }

    private void hear(boolean[] answered, Runnable acknowledged) {
        if (faults.losesMessage()) return;
        timeline.after(faults.networkMicros(), () -> {
            if (answered[0]) return;
            answered[0] = true;
            acknowledged.run();
        });
    }

    private static boolean isFinal(Throwable failure) {
        return failure instanceof ContractException refused
                && refused.failure().code() != CallFailure.UNAVAILABLE.code();
    }
}
