package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.WorkflowStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings workflows into memory to be written to, reading none of their payloads. One that is there is taken as it is. */
final class Outlines {
    private static final int LARGEST_LOOKUP = 500;

    /** What wants to write to a workflow. */
    private record Visit(Consumer<OwnedWorkflow> task, Consumer<RuntimeException> refused) {}

    private final Residents residents;
    private final BatchedLookup<String, List<Outline>> lookup;
    private final Set<String> outdated = new HashSet<>();
    private final Map<String, List<Visit>> visits = new HashMap<>();

    Outlines(WorkflowStore store, Loop loop, Residents residents) {
        this.residents = residents;
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, loop, store::outlines, this::lookedUp);
    }

    /** Does the task with the copy in memory, whatever state the workflow is in; refused if there is no such workflow here. */
    void visit(String id, Consumer<OwnedWorkflow> task, Consumer<RuntimeException> refused) {
        OwnedWorkflow there = residents.find(id);
        if (there != null && there.isCreated()) {
            task.accept(there);
            return;
        }
        List<Visit> same = visits.computeIfAbsent(id, none -> new ArrayList<>(1));
        same.add(new Visit(task, refused));
        if (same.size() == 1) lookup.ask(id);
    }

    private void lookedUp(BatchedLookup.Batch<String, List<Outline>> batch) {
        Map<String, Outline> found = new HashMap<>();
        batch.result().forEach(outline -> found.put(outline.head().id(), outline));
        for (String id : batch.keys()) {
            if (outdated.remove(id)) lookup.ask(id);
            else arrived(id, found.get(id));
        }
    }

    /** It has left memory: an outline that is under way may tell of a time before that, and is asked for again. */
    void hasLeft(String id) {
        if (visits.containsKey(id)) outdated.add(id);
    }

    private void arrived(String id, @Nullable Outline outline) {
        List<Visit> due = visits.remove(id);
        if (due == null) return;
        if (outline == null) {
            due.forEach(visit -> visit.refused()
                    .accept(WorkflowFailure.WORKFLOW_UNKNOWN.exception(
                            "there is no workflow with the id %s".formatted(id))));
            return;
        }
        for (Visit visit : due) {
            OwnedWorkflow workflow = residents.adopt(outline);
            if (workflow == null) {
                visit.refused()
                        .accept(CallFailure.UNAVAILABLE.exception(
                                "the workflow %s belongs to another node now; ask again".formatted(id)));
            } else {
                visit.task().accept(workflow);
                residents.leaveIfIdle(workflow);
            }
        }
    }
}
