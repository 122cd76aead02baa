package io.dormouse.engine.owner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
    /** A wait shorter than this costs no row, and a step shorter than this no entry that says that it began. */
    private static final Duration LINGER = Duration.ofMillis(50);

    /** A call that is answered sooner, or within twice the time, is not worth a write of the workflow's row: nobody looks so fast. */
    private static final Duration WORTH_SHOWING = Duration.ofMillis(400);

    private final FlushQueue flushes;
    private final EventWaits events;
    private final Consumer<OwnedWorkflow> sleeps;
    private final Rounds<Watched> parked;
    private final Rounds<Lasting> waitingForOthers;

    /** A workflow as it was when it was last seen to wait. */
    private record Watched(OwnedWorkflow workflow, long since) {
        boolean isTheSameWait() {
            return workflow.code.presentWait() == since;
        }
    }

    /** A workflow that waits for others. @param oldest the first command that they were about then */
    private record Lasting(OwnedWorkflow workflow, int oldest) {
        boolean lasts() {
            return workflow.pending.find(oldest) != null;
        }
    }

    /** Looks at each between one and two periods after it was added. */
    private static final class Rounds<T> {
        private final Loop loop;
        private final Duration period;
        private final Consumer<T> look;
        private List<T> young = new ArrayList<>();
        private List<T> old = new ArrayList<>();
        private boolean ticking;

        Rounds(Loop loop, Duration period, Consumer<T> look) {
            this.loop = loop;
            this.period = period;
            this.look = look;
        }

        void add(T one) {
            young.add(one);
            if (ticking) return;
            ticking = true;
            loop.schedule(period, this::tick);
        }

        private void tick() {
            List<T> due = old;
            old = young;
            young = new ArrayList<>();
            due.forEach(look);
            ticking = !old.isEmpty() || !young.isEmpty();
            if (ticking) loop.schedule(period, this::tick);
        }
    }

    /** @param sleeps is told of one that needs nothing more to sleep */
    Bedtime(Loop loop, FlushQueue flushes, EventWaits events, Consumer<OwnedWorkflow> sleeps) {
        this.flushes = flushes;
        this.events = events;
        this.sleeps = sleeps;
        this.parked = new Rounds<>(loop, LINGER, this::look);
        this.waitingForOthers = new Rounds<>(loop, WORTH_SHOWING, this::showIfItLasts);
    }

    /** The workflow has parked. */
    void watch(OwnedWorkflow workflow) {
        if (workflow.isWatched || workflow.isDropped()) return;
        workflow.isWatched = true;
        parked.add(new Watched(workflow, workflow.code.presentWait()));
    }

    private void look(Watched watched) {
        OwnedWorkflow workflow = watched.workflow();
        workflow.isWatched = false;
        if (!isParked(workflow)) return;
        // What is on its way to the store is no wait of the workflow's: looking again costs nothing, a row would.
        if (!watched.isTheSameWait() || workflow.outgoing.isBeingWritten()) watch(workflow);
        else if (workflow.couldSleep()) putToBed(workflow);
        else lookAfter(workflow);
    }

    private static boolean isParked(OwnedWorkflow workflow) {
        return !workflow.isDropped() && workflow.code.isParked() && !workflow.hasEnded();
    }

    /** It waits for its own steps, or for what others do. */
    private void lookAfter(OwnedWorkflow workflow) {
        boolean stepsAreNoted = workflow.noteSlowSteps();
        if (stepsAreNoted) show(workflow);
        else waitForOthers(workflow);
    }

    private void waitForOthers(OwnedWorkflow workflow) {
        if (workflow.isToBeShown) return;
        workflow.isToBeShown = true;
        waitingForOthers.add(new Lasting(workflow, workflow.pending.oldestThatIsNotAsleep()));
    }

    /** Others may have answered since; it is shown for the one that has been open all the time. */
    private void showIfItLasts(Lasting lasting) {
        OwnedWorkflow workflow = lasting.workflow();
        workflow.isToBeShown = false;
        if (!isParked(workflow) || workflow.couldSleep()) return;
        if (lasting.lasts() && !workflow.outgoing.isBeingWritten()) show(workflow);
        else waitForOthers(workflow);
    }

    private void show(OwnedWorkflow workflow) {
        workflow.outgoing.showProgress();
        flushes.add(workflow);
    }

    private void putToBed(OwnedWorkflow workflow) {
        if (workflow.writeRows()) flushes.add(workflow);
        else rowsAreWritten(workflow);
    }

    /** The rows of all its waits are committed: look for the events once more, then let it sleep. */
    void rowsAreWritten(OwnedWorkflow workflow) {
        if (!workflow.couldSleep()) return;
        long since = workflow.code.presentWait();
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
