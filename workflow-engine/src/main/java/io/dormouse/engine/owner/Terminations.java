package io.dormouse.engine.owner;

import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Workflows that an operator ends without asking them. Only their outlines are read. */
final class Terminations {
    private static final int LARGEST_LOOKUP = 500;

    /** Ends what is in memory. */
    interface Force {
        void end(OwnedWorkflow workflow, Outcome.Failure why, AuditRow audit);
    }

    private record Order(Outcome.Failure why, AuditRow audit, Promise<WorkflowHead> answer) {}

    private final BatchedLookup<String, List<Outline>> lookup;
    private final Function<String, @Nullable OwnedWorkflow> inMemory;
    private final Consumer<OwnedWorkflow> adopt;
    private final Force force;
    private final Map<String, List<Order>> orders = new HashMap<>();

    Terminations(
            WorkflowStore store,
            Loop loop,
            Function<String, @Nullable OwnedWorkflow> inMemory,
            Consumer<OwnedWorkflow> adopt,
            Force force) {
        this.inMemory = inMemory;
        this.adopt = adopt;
        this.force = force;
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, loop, store::outlines, this::lookedUp);
    }

    Future<WorkflowHead> terminate(String id, String by, String reason) {
        String why = reason.isBlank() ? "terminated by " + by : "terminated by %s: %s".formatted(by, reason);
        Order order = new Order(
                new Outcome.Failure("TERMINATED", 0, why, false),
                new AuditRow(by, "terminate", reason),
                Promise.promise());
        orders.computeIfAbsent(id, none -> new ArrayList<>(1)).add(order);
        lookup.ask(id);
        return order.answer().future();
    }

    private void lookedUp(BatchedLookup.Batch<String, List<Outline>> batch) {
        Map<String, Outline> found = new HashMap<>();
        batch.result().forEach(outline -> found.put(outline.head().id(), outline));
        for (String id : batch.keys()) {
            Outline outline = found.get(id);
            if (outline == null) {
                refuse(
                        id,
                        WorkflowFailure.WORKFLOW_UNKNOWN.exception(
                                "there is no workflow with the id %s".formatted(id)));
            } else if (outline.head().status().isEnd()) {
                refuse(
                        id,
                        WorkflowFailure.WORKFLOW_ENDED.exception("the workflow %s is %s already"
                                .formatted(id, outline.head().status())));
            } else {
                end(id, outline);
            }
        }
    }

    private void end(String id, Outline outline) {
        if (inMemory.apply(id) == null) adopt.accept(new OwnedWorkflow(outline));
        OwnedWorkflow workflow = inMemory.apply(id);
        List<Order> ofWorkflow = orders.get(id);
        if (workflow == null || workflow.hasEnded() || ofWorkflow == null) return;
        force.end(workflow, ofWorkflow.getFirst().why(), ofWorkflow.getFirst().audit());
    }

    /** A workflow has ended, by force or by itself. */
    void ended(WorkflowHead head) {
        List<Order> ofWorkflow = orders.remove(head.id());
        if (ofWorkflow != null) ofWorkflow.forEach(order -> order.answer().tryComplete(head));
    }

    private void refuse(String id, RuntimeException failure) {
        List<Order> ofWorkflow = orders.remove(id);
        if (ofWorkflow != null) ofWorkflow.forEach(order -> order.answer().tryFail(failure));
    }
}
