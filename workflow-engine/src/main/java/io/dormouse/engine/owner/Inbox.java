package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Messages to workflows: looked up in one query for many, appended when the workflow is in memory, acknowledged when the entry is
 * committed. A repeat of one that is queued waits for the commit of the first.
 */
final class Inbox {
    private static final int LARGEST_LOOKUP = 1_000;

    /** What the inbox needs of the owner. */
    interface Desk {
        /** Appends to the workflow if it is in memory; otherwise brings it there and says no. */
        boolean appendOrLoad(Message message);
    }

    private static final class Waiting {
        final Message message;
        final List<Promise<Void>> answers = new ArrayList<>(1);
        boolean appended;

        Waiting(Message message) {
            this.message = message;
        }
    }

    private final BatchedLookup<Addressee.Key, Map<Addressee.Key, Addressee>> lookup;
    private final Desk desk;
    private final Map<String, List<Waiting>> waiting = new HashMap<>();

    Inbox(WorkflowStore store, Loop loop, Desk desk) {
        this.desk = desk;
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, loop, store::addressees, this::lookedUp);
    }

    Future<Void> post(Message message) {
        Promise<Void> answer = Promise.promise();
        List<Waiting> ofWorkflow = waiting.computeIfAbsent(message.key().workflowId(), none -> new ArrayList<>(1));
        Waiting same = ofWorkflow.stream()
                .filter(one -> isRepeat(one.message, message))
                .findFirst()
                .orElse(null);
        if (same == null) {
            same = new Waiting(message);
            ofWorkflow.add(same);
            lookup.ask(message.key());
        }
        same.answers.add(answer);
        return answer.future();
    }

    /** The same signal id twice is one signal; two cancellations are one as well. */
    private static boolean isRepeat(Message one, Message other) {
        return one.key().equals(other.key())
                && one.entry().getClass() == other.entry().getClass();
    }

    private void lookedUp(BatchedLookup.Batch<Addressee.Key, Map<Addressee.Key, Addressee>> batch) {
        batch.result().forEach((key, addressee) -> answerOrAppend(key, addressee));
    }

    private void answerOrAppend(Addressee.Key key, Addressee addressee) {
        Predicate<Waiting> meant = one -> !one.appended && one.message.key().equals(key);
        String id = key.workflowId();
        if (addressee.head().isEmpty()) {
            fail(
                    id,
                    meant,
                    WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id %s".formatted(id)));
        } else if (addressee.signalKnown()) {
            settle(id, meant);
        } else if (addressee.head().get().status().isEnd()) {
            fail(id, meant, ended(addressee.head().get()));
        } else {
            appendWhatWaits(id);
        }
    }

    private static RuntimeException ended(WorkflowHead head) {
        return WorkflowFailure.WORKFLOW_ENDED.exception(
                "the workflow %s is %s; nothing can reach it any more".formatted(head.id(), head.status()));
    }

    /** The workflow is in memory now. */
    void loaded(String id) {
        appendWhatWaits(id);
    }

    private void appendWhatWaits(String id) {
        for (Waiting one : List.copyOf(waiting.getOrDefault(id, List.of()))) {
            if (!one.appended) one.appended = desk.appendOrLoad(one.message);
        }
    }

    /** The entry of a message is committed. */
    void committed(String id, Entry entry) {
        settle(id, one -> one.appended && one.message.entry().equals(entry));
    }

    /** The workflow has ended, or has left this node, with messages on their way. */
    void gone(String id, boolean hasEnded) {
        fail(
                id,
                one -> true,
                hasEnded
                        ? WorkflowFailure.WORKFLOW_ENDED.exception("the workflow %s ended meanwhile".formatted(id))
                        : CallFailure.UNAVAILABLE.exception(
                                "it is not known whether this reached %s; send it again with the same key"
                                        .formatted(id)));
    }

    private void settle(String id, Predicate<Waiting> meant) {
        take(id, meant).forEach(one -> one.answers.forEach(Promise::tryComplete));
    }

    private void fail(String id, Predicate<Waiting> meant, RuntimeException failure) {
        take(id, meant).forEach(one -> one.answers.forEach(answer -> answer.tryFail(failure)));
    }

    private List<Waiting> take(String id, Predicate<Waiting> meant) {
        List<Waiting> ofWorkflow = waiting.get(id);
        if (ofWorkflow == null) return List.of();
        List<Waiting> taken = new ArrayList<>();
        for (Iterator<Waiting> all = ofWorkflow.iterator(); all.hasNext(); ) {
            Waiting one = all.next();
            if (!meant.test(one)) continue;
            all.remove();
            taken.add(one);
        }
        if (ofWorkflow.isEmpty()) waiting.remove(id);
        return taken;
    }
}
