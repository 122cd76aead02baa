package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.Refusals.moved;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts that are asked for. Whether an id exists is looked up in one query for many before anything is queued, so that a
 * repeated start never spoils a flush with a duplicate key.
 */
final class Starts {
    private static final int LARGEST_LOOKUP = 1_000;

    /** A start that is waiting for its look-up or its commit. */
    private record Pending(NewWorkflow start, Promise<StartResult> answer) {}

    private final Ports ports;
    private final Residents residents;
    private final FlushQueue flushes;
    private final BatchedLookup<String, Map<String, WorkflowHead>> lookup;
    private final Map<String, List<Pending>> waiting = new HashMap<>();

    Starts(Ports ports, Residents residents, FlushQueue flushes) {
        this.ports = ports;
        this.residents = residents;
        this.flushes = flushes;
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, ports.loop(), ports.store()::heads, this::lookedUp);
    }

    Future<StartResult> start(NewWorkflow start) {
        Promise<StartResult> answer = Promise.promise();
        List<Pending> same = waiting.computeIfAbsent(start.id(), none -> new ArrayList<>(1));
        same.add(new Pending(start, answer));
        if (same.size() == 1) lookup.ask(start.id());
        return answer.future();
    }

    private void lookedUp(BatchedLookup.Batch<String, Map<String, WorkflowHead>> batch) {
        for (String id : batch.keys()) {
            List<Pending> same = waiting.get(id);
            if (same == null) continue;
            WorkflowHead found = batch.result().get(id);
            if (found == null) create(same.getFirst().start());
            else answer(id, found, false);
        }
    }

    private void create(NewWorkflow start) {
        if (!residents.owns(start.partition())) {
            failed(start.id(), moved(start.id()));
            return;
        }
        if (residents.find(start.id()) != null) {
            failed(
                    start.id(),
                    CallFailure.UNAVAILABLE.exception(
                            "the id %s is just being taken; ask again".formatted(start.id())));
            return;
        }
        List<Entry> journal = new ArrayList<>(2);
        journal.add(new Entry.Started(
                start.name(),
                start.version(),
                start.input(),
                start.startedBy(),
                new Origin(start.seed(), start.id(), 0),
                start.parent(),
                start.tags()));
        start.signal().ifPresent(journal::add);
        OwnedWorkflow workflow = new OwnedWorkflow(
                start.id(), start.partition(), journal, ports.clock().now());
        residents.add(workflow);
        flushes.add(workflow);
    }

    /** The workflow is durable: the one who asked first has created it, the others are told that it is there. */
    void started(WorkflowHead head) {
        answer(head.id(), head, true);
    }

    /** What became of the start is not known, or it belongs to another node now: whoever asked has to ask again. */
    void failed(String id, RuntimeException reason) {
        List<Pending> same = waiting.remove(id);
        if (same != null) same.forEach(pending -> pending.answer().fail(reason));
    }

    private void answer(String id, WorkflowHead head, boolean created) {
        List<Pending> same = waiting.remove(id);
        if (same == null) return;
        boolean first = created;
        for (Pending pending : same) {
            if (pending.start().isSameAs(head)) pending.answer().complete(new StartResult(head, first));
            else pending.answer().fail(alreadyStarted(head));
            first = false;
        }
    }

    private static RuntimeException alreadyStarted(WorkflowHead head) {
        return WorkflowFailure.ALREADY_STARTED.exception(
                "the id %s belongs to a %s version %d that was started with another name, version or input; use another id"
                        .formatted(head.id(), head.name(), head.version()));
    }
}
