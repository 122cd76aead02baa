package io.dormouse.engine.owner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks after workflows that have been parked for a while: what they wait for becomes visible, and those that only sleep are
 * put to bed.
 *
 * <p>Putting to bed goes in an order that no event can slip through: the wait is registered in memory and the event looked for;
 * the timer and waiter rows are committed while the workflow is still {@code RUNNING}; <em>then</em> the event is looked for
 * once more; only then does the row become {@code WAITING}. Whoever triggers an event commits it first and looks for waiter
 * rows afterwards, so one of the two always sees the other.
 */
final class Bedtime {
    /** A wait shorter than this costs no row. */
    private static final Duration LINGER = Duration.ofMillis(50);

    private final Loop loop;
    private final FlushQueue flushes;
    private final EventWaits events;
    private final Consumer<OwnedWorkflow> sleeps;
    private List<Watched> young = new ArrayList<>();
    private List<Watched> old = new ArrayList<>();
    private boolean ticking;

    /** A workflow as it was when it was last seen to wait. */
    private record Watched(OwnedWorkflow workflow, @Nullable Object since) {}

    /** @param sleeps is told of one that needs nothing more to sleep */
    Bedtime(Loop loop, FlushQueue flushes, EventWaits events, Consumer<OwnedWorkflow> sleeps) {
        this.loop = loop;
        this.flushes = flushes;
        this.events = events;
        this.sleeps = sleeps;
    }

    /** The workflow has parked. */
    void watch(OwnedWorkflow workflow) {
        if (workflow.isWatched || workflow.isDropped()) return;
        workflow.isWatched = true;
        young.add(new Watched(workflow, workflow.code.presentWait()));
        if (ticking) return;
        ticking = true;
        loop.schedule(LINGER, this::tick);
    }

    private void tick() {
        List<Watched> due = old;
        old = young;
        young = new ArrayList<>();
        due.forEach(this::look);
        ticking = !old.isEmpty() || !young.isEmpty();
        if (ticking) loop.schedule(LINGER, this::tick);
    }

    private void look(Watched watched) {
        OwnedWorkflow workflow = watched.workflow();
        workflow.isWatched = false;
        if (workflow.isDropped() || !workflow.code.isParked() || workflow.hasEnded()) return;
        // What is on its way to the store is no wait of the workflow's: looking again costs nothing, a row would.
        if (workflow.code.presentWait() != watched.since() || workflow.outgoing.isBeingWritten()) {
            watch(workflow);
        } else if (workflow.couldSleep()) {
            putToBed(workflow);
        } else {
            workflow.noteSlowSteps();
            workflow.outgoing.showProgress();
            flushes.add(workflow);
        }
    }

    private void putToBed(OwnedWorkflow workflow) {
        if (workflow.writeRows()) flushes.add(workflow);
        else rowsAreWritten(workflow);
    }

    /** The rows of all its waits are committed: look for the events once more, then let it sleep. */
    void rowsAreWritten(OwnedWorkflow workflow) {
        if (!workflow.couldSleep()) return;
        Object since = workflow.code.presentWait();
        events.lookAgain(workflow.pending.eventKeys(), () -> {
            if (workflow.isDropped() || workflow.code.presentWait() != since || !workflow.couldSleep()) return;
            if (workflow.isAsleep()) {
                sleeps.accept(workflow);
            } else {
                workflow.outgoing.fallAsleep();
                flushes.add(workflow);
            }
        });
    }
}
