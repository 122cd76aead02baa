package io.dormouse.engine.replay;

/** Leaves the code of a run that goes on as another. An {@code Error}, so that no author's {@code catch} keeps it. */
final class NextRun extends Error {
    private static final long serialVersionUID = 1L;

    NextRun() {
        super("the workflow goes on as a new run", null, false, false);
    }
}
