package io.dormouse.engine.replay;

import io.dormouse.flow.Saga;
import java.util.ArrayList;
import java.util.List;

/** The sagas of a run. */
final class Sagas {
    private List<Compensations> begun = List.of();

    Saga begin() {
        Compensations saga = new Compensations();
        if (begun.isEmpty()) begun = new ArrayList<>(1);
        begun.add(saga);
        return saga;
    }

    boolean haveSomethingToUndo() {
        return begun.stream().anyMatch(Compensations::hasSomethingToUndo);
    }

    /** Undoes all of them, the youngest first. What goes wrong is told beside the failure for which they are undone. */
    void undo(JournaledFlow flow, Throwable failure) {
        while (!begun.isEmpty()) {
            try {
                flow.waitFor(begun.removeLast().undo());
            } catch (StuckError | LinkageError | OutOfMemoryError e) {
                throw e;
            } catch (Throwable e) { // also a checked exception that a future failed with
                failure.addSuppressed(e);
            }
        }
    }
}
