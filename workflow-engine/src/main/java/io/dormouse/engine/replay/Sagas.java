package io.dormouse.engine.replay;

import io.dormouse.flow.Saga;
import java.util.ArrayDeque;
import java.util.Deque;

/** The sagas of a run. */
final class Sagas {
    private final Deque<Compensations> begun = new ArrayDeque<>(1);

    Saga begin() {
        Compensations saga = new Compensations();
        begun.push(saga);
        return saga;
    }

    boolean haveSomethingToUndo() {
        return begun.stream().anyMatch(Compensations::hasSomethingToUndo);
    }

    /** Undoes all of them, the youngest first. What goes wrong is told beside the failure for which they are undone. */
    void undo(JournaledFlow flow, Throwable failure) {
        while (!begun.isEmpty()) {
            try {
                flow.waitFor(begun.pop().undo());
            } catch (StuckError | LinkageError | OutOfMemoryError e) {
                throw e;
            } catch (Throwable e) { // also a checked exception that a future failed with
                failure.addSuppressed(e);
            }
        }
    }
}
