package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings workflows into memory with their code running, until it waits: only then is it known what it waits for. */
final class Presence {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Ports ports;
    private final Residents residents;
    private final Attendance attendance;

    Presence(Ports ports, Residents residents, Attendance attendance) {
        this.ports = ports;
        this.residents = residents;
        this.attendance = attendance;
    }

    /**
     * Does something with a workflow whose code waits.
     *
     * @param atRest if it is in a state in which its code does not run
     * @param refused if there is no such workflow, or it does not come to wait for a while
     */
    void whenParked(
            String id,
            Consumer<OwnedWorkflow> task,
            Consumer<WorkflowHead> atRest,
            Consumer<RuntimeException> refused) {
        boolean[] done = new boolean[1];
        Consumer<Runnable> once = body -> {
            if (done[0]) return;
            done[0] = true;
            body.run();
        };
        RuntimeException later = CallFailure.UNAVAILABLE.exception(
                "the workflow %s does not come to wait for anything; ask again".formatted(id));
        OwnedWorkflow there = residents.find(id);
        boolean runs = there != null && there.code.execution() != null;
        if (runs) {
            attend(id, task, once, () -> refused.accept(later));
        } else {
            ports.store()
                    .heads(List.of(id))
                    .onComplete(
                            heads -> ports.loop()
                                    .execute(() -> found(id, heads.get(id), task, atRest, refused, once, later)),
                            failure -> ports.loop().execute(() -> once.accept(() -> refused.accept(later))));
        }
        ports.loop().schedule(PATIENCE, () -> once.accept(() -> refused.accept(later)));
    }

    private void found(
            String id,
            @Nullable WorkflowHead head,
            Consumer<OwnedWorkflow> task,
            Consumer<WorkflowHead> atRest,
            Consumer<RuntimeException> refused,
            Consumer<Runnable> once,
            RuntimeException later) {
        if (head == null) {
            once.accept(() -> refused.accept(
                    WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id %s".formatted(id))));
        } else if (head.status() != Status.RUNNING && head.status() != Status.WAITING) {
            once.accept(() -> atRest.accept(head));
        } else {
            attend(id, task, once, () -> refused.accept(later));
            residents.wake(id);
        }
    }

    private void attend(String id, Consumer<OwnedWorkflow> task, Consumer<Runnable> once, Runnable otherwise) {
        attendance.whenParked(
                id,
                residents.find(id),
                workflow -> once.accept(() -> task.accept(workflow)),
                () -> once.accept(otherwise));
    }
}
