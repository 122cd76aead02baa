package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages to workflows: looked up in one query for many, appended when the workflow is in memory, acknowledged when the entry is
 * committed. A repeat of one that is queued waits for the commit of the first.
 */
final class Inbox {
    private static final int LARGEST_LOOKUP = 1_000;

    private static final class Waiting {
        final Message message;
        final Promise<Void> answer = Promise.promise();
        boolean lookedUp;
        boolean appended;

        Waiting(Message message) {
            this.message = message;
        }
    }

    private final BatchedLookup<Addressee.Key, Map<Addressee.Key, Addressee>> lookup;
    private final Residents residents;
    private final Outlines outlines;
    private final FlushQueue flushes;
    private final Map<String, List<Waiting>> waiting = new HashMap<>();

    Inbox(WorkflowStore store, Loop loop, Residents residents, Outlines outlines, FlushQueue flushes) {
        this.residents = residents;
        this.outlines = outlines;
        this.flushes = flushes;
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, loop, store::addressees, this::lookedUp);
    }

    Future<Void> post(Message message) {
        String id = message.key().workflowId();
        List<Waiting> ofWorkflow = waiting.computeIfAbsent(id, none -> new ArrayList<>(1));
        Optional<Waiting> same = ofWorkflow.stream()
                .filter(one -> one.message.key().equals(message.key()))
                .findFirst();
        if (same.isPresent()) return after(same.get(), message);
        Waiting one = new Waiting(message);
        ofWorkflow.add(one);
        one.answer.future().onComplete(answered -> forget(id, one));
        lookup.ask(message.key());
        return one.answer.future();
    }

    /** A repeat is the first one; another message under its key is refused once that one is durable. */
    private Future<Void> after(Waiting first, Message message) {
        Future<Void> answer = first.answer.future();
        return first.message.row().equals(message.row()) ? answer : answer.transform(answered -> post(message));
    }

    private void forget(String id, Waiting one) {
        waiting.computeIfPresent(id, (same, ofWorkflow) -> {
            ofWorkflow.remove(one);
            return ofWorkflow.isEmpty() ? null : ofWorkflow;
        });
    }

    private void lookedUp(BatchedLookup.Batch<Addressee.Key, Map<Addressee.Key, Addressee>> batch) {
        for (Addressee.Key key : batch.keys()) {
            Addressee addressee = batch.result().get(key);
            if (addressee != null) deliver(key, addressee);
        }
    }

    private void deliver(Addressee.Key key, Addressee addressee) {
        String id = key.workflowId();
        for (Waiting one : notAppended(id)) {
            if (!one.message.key().equals(key)) continue;
            one.lookedUp = true;
            if (addressee.head().isEmpty()) {
                one.answer.tryFail(WorkflowFailure.WORKFLOW_UNKNOWN.exception(
                        "there is no workflow with the id %s".formatted(id)));
            } else if (addressee.isKnownAs(one.message.row())) {
                one.answer.tryComplete();
            } else if (addressee.known().isPresent()) {
                one.answer.tryFail(OrderKeys.reused(
                        id, one.message.row(), addressee.known().get()));
            } else if (addressee.head().get().status().isEnd()) {
                one.answer.tryFail(ended(addressee.head().get()));
            } else {
                appendOrBring(id, one, addressee.head().get().status());
            }
        }
    }

    private static RuntimeException ended(WorkflowHead head) {
        return WorkflowFailure.WORKFLOW_ENDED.exception(
                "the workflow %s is %s; nothing can reach it any more".formatted(head.id(), head.status()));
    }

    private List<Waiting> notAppended(String id) {
        return waiting.getOrDefault(id, List.of()).stream()
                .filter(one -> !one.appended)
                .toList();
    }

    /** One that stands still is only written to; any other one is loaded, because it goes on from this. */
    private void appendOrBring(String id, Waiting one, Status status) {
        OwnedWorkflow there = residents.find(id);
        if (there != null) append(there, one);
        else if (status == Status.PAUSED || status == Status.STUCK)
            outlines.visit(id, workflow -> append(workflow, one), one.answer::tryFail);
        else residents.wake(id);
    }

    private void append(OwnedWorkflow workflow, Waiting one) {
        if (one.appended) return;
        if (workflow.status().isEnd()) one.answer.tryFail(ended(workflow.head()));
        if (workflow.status().isEnd() || workflow.hasEnded()) return;
        one.appended = true;
        workflow.outgoing.append(one.message.entry(), one.message.audit(), one.answer);
        if (one.message.isOrder()) workflow.outgoing.remember(one.message.row());
        flushes.add(workflow);
    }

    /** The workflow is in memory now. What was not looked up yet may be a repeat, and has to wait for that. */
    void arrived(OwnedWorkflow workflow) {
        notAppended(workflow.id).stream().filter(one -> one.lookedUp).forEach(one -> append(workflow, one));
    }

    /** The workflow has left memory, or was not brought there: what is not appended has to be looked at again. */
    void left(String id) {
        notAppended(id).stream().filter(one -> one.lookedUp).forEach(one -> lookup.ask(one.message.key()));
    }

    /** The workflow belongs to another node now. */
    void lost(String id) {
        notAppended(id)
                .forEach(one -> one.answer.tryFail(CallFailure.UNAVAILABLE.exception(
                        "the workflow %s belongs to another node now; ask again".formatted(id))));
    }
}
