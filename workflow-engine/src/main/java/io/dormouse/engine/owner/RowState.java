package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Facts;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The row of a workflow: as it is committed, and what it is to become. */
final class RowState {
    private final boolean wasAsleep;
    private Status status;
    private boolean created;
    private @Nullable Status turningTo;
    private Optional<String> shownWait;
    private Optional<String> shownLine;
    private Instant createdAt;
    private Instant updatedAt;
    private Facts facts;

    private RowState(
            Status status,
            boolean created,
            Optional<String> shownWait,
            Optional<String> shownLine,
            Instant createdAt,
            Instant updatedAt,
            Facts facts) {
        this.wasAsleep = status == Status.WAITING;
        this.status = status;
        this.created = created;
        this.shownWait = shownWait;
        this.shownLine = shownLine;
        this.createdAt = createdAt;
        this.updatedAt = updatedAt;
        this.facts = facts;
    }

    /** One that is still to be written. */
    static RowState ofNew(Map<String, String> tags, Instant now) {
        return new RowState(Status.RUNNING, false, Optional.empty(), Optional.empty(), now, now, Facts.of(tags));
    }

    /** One that was read. */
    static RowState of(WorkflowHead head) {
        return new RowState(
                head.status(),
                true,
                head.waitingFor(),
                head.sourceLine(),
                head.createdAt(),
                head.updatedAt(),
                new Facts(head.statusText(), head.tags()));
    }

    /** One that has just been written together with its next run. */
    static RowState ofNextRun(WorkflowHead before) {
        RowState row = of(before);
        row.status = Status.RUNNING;
        return row;
    }

    Status status() {
        return status;
    }

    boolean isCreated() {
        return created;
    }

    /** Whether it was asleep when it was read, so that all that it waits for had been acknowledged. */
    boolean wasAsleep() {
        return wasAsleep;
    }

    /** It takes this status with the next flush. */
    void turnTo(Status next) {
        turningTo = next;
    }

    @Nullable
    Status turningTo() {
        return turningTo;
    }

    Facts facts() {
        return facts;
    }

    /** What the author says about the workflow now; says whether that is news. */
    boolean learn(Facts now) {
        boolean news = !now.equals(facts);
        facts = now;
        return news;
    }

    /** What people go on reading while no code tells. */
    void keepShowing(Optional<String> wait, Optional<String> line) {
        shownWait = wait;
        shownLine = line;
    }

    Optional<String> shownWait() {
        return shownWait;
    }

    Optional<String> shownLine() {
        return shownLine;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }

    void committed(Part part) {
        if (!created) createdAt = part.at();
        created = true;
        updatedAt = part.at();
        part.change().ifPresent(change -> {
            status = change.status();
            if (status == turningTo) turningTo = null;
        });
    }
}
