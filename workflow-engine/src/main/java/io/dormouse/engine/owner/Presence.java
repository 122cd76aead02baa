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
        new Visit(id, task, atRest, refused).begin();
    }

    /** One wait for one workflow; exactly one of what it was given happens. */
    private final class Visit {
        private final String id;
        private final Consumer<OwnedWorkflow> task;
        private final Consumer<WorkflowHead> atRest;
        private final Consumer<RuntimeException> refused;
        private final Consumer<OwnedWorkflow> parked = this::parked;
        private boolean over;

        Visit(
                String id,
                Consumer<OwnedWorkflow> task,
                Consumer<WorkflowHead> atRest,
                Consumer<RuntimeException> refused) {
            this.id = id;
            this.task = task;
            this.atRest = atRest;
            this.refused = refused;
        }

        void begin() {
            OwnedWorkflow there = residents.find(id);
            if (there != null && there.code.execution() != null) {
                attend();
            } else {
                ports.store()
                        .heads(List.of(id))
                        .onComplete(
                                heads -> ports.loop().execute(() -> found(heads.get(id))),
                                failure -> ports.loop().execute(this::later));
            }
            ports.loop().schedule(PATIENCE, () -> {
                attendance.forget(id, parked);
                later();
            });
        }

        private void found(@Nullable WorkflowHead head) {
            if (head == null) {
                refuse(WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id %s".formatted(id)));
            } else if (head.status() == Status.RUNNING || head.status() == Status.WAITING) {
                attend();
                residents.wake(id);
            } else if (!isOver()) {
                atRest.accept(head);
            }
        }

        private void attend() {
            if (!over) attendance.whenParked(id, residents.find(id), parked, this::later);
        }

        private void parked(OwnedWorkflow workflow) {
            if (!isOver()) task.accept(workflow);
        }

        private void later() {
            refuse(CallFailure.UNAVAILABLE.exception(
                    "the workflow %s does not come to wait for anything; ask again".formatted(id)));
        }

        private void refuse(RuntimeException why) {
            if (!isOver()) refused.accept(why);
        }

        private boolean isOver() {
            boolean before = over;
            over = true;
            return before;
        }
    }
}
