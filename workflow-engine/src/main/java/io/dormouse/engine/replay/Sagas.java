package io.dormouse.engine.replay;

import io.dormouse.flow.Saga;
import java.util.List;

/** The sagas of a run. */
final class Sagas {
    private List<Compensations> begun = List.of();
    private boolean undoing;

    Saga begin() {
        Compensations saga = new Compensations();
        begun = Few.with(begun, saga);
        return saga;
    }

    boolean haveSomethingToUndo() {
        return begun.stream().anyMatch(Compensations::hasSomethingToUndo);
    }

    boolean areBeingUndone() {
        return undoing;
    }

    /** Undoes all of them, the youngest first. What goes wrong is told beside the failure for which they are undone. */
    void undo(JournaledFlow flow, Throwable failure) {
        undoing = true;
        while (!begun.isEmpty()) {
            try {
                flow.waitFor(youngest().undo());
            } catch (StuckError | LinkageError | OutOfMemoryError e) {
                throw e;
            } catch (Throwable e) { // also a checked exception that a future failed with
                failure.addSuppressed(e);
            }
        }
    }

    private Compensations youngest() {
        int last = begun.size() - 1;
        Compensations youngest = begun.get(last);
        begun = Few.without(begun, last);
        return youngest;
    }
}
