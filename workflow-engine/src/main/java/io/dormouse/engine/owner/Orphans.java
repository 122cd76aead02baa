package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Children that their parents do not want any more. One that has not started yet is entered as cancelled, so that it never will. */
final class Orphans {
    private static final String WHY = "the workflow that started it does not want it any more";

    private final Ports ports;
    private final Residents residents;
    private final FlushQueue flushes;
    private final Inbox inbox;

    Orphans(Ports ports, Residents residents, FlushQueue flushes, Inbox inbox) {
        this.ports = ports;
        this.residents = residents;
        this.flushes = flushes;
        this.inbox = inbox;
    }

    Future<Void> cancel(String id, int partition, String parent) {
        Promise<Void> answer = Promise.promise();
        ports.store()
                .heads(List.of(id))
                .onComplete(
                        heads -> ports.loop().execute(() -> found(id, partition, parent, heads.get(id), answer)),
                        answer::tryFail);
        return answer.future();
    }

    private void found(String id, int partition, String parent, @Nullable WorkflowHead head, Promise<Void> answer) {
        if (head == null) {
            enter(id, partition, parent, answer);
        } else if (!head.parent().equals(Optional.of(parent)) || head.status().isEnd()) {
            answer.tryComplete();
        } else {
            inbox.post(Message.cancelChild(id, parent, WHY)).onComplete(answer);
        }
    }

    private void enter(String id, int partition, String parent, Promise<Void> answer) {
        if (!residents.owns(partition) || residents.find(id) != null) {
            answer.tryFail(
                    CallFailure.UNAVAILABLE.exception("the child %s is just being started; ask again".formatted(id)));
            return;
        }
        Entry.Started started =
                new Entry.Started("unknown", 0, "null", parent, new Origin(0, id, 0), Optional.of(parent), Map.of());
        OwnedWorkflow workflow =
                new OwnedWorkflow(id, partition, List.of(started), ports.clock().now());
        workflow.outgoing.note(new AuditRow(parent, "cancel", WHY), answer);
        workflow.close(new Closing.End(
                new Outcome.Failure("CANCELLED", 0, WHY, false), Status.CANCELLED, Optional.of(parent)));
        residents.add(workflow);
        flushes.add(workflow);
    }
}
