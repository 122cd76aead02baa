package io.dormouse.engine.replay;

/** Where a workflow's thread reports. Called on that thread; must not block. */
@FunctionalInterface
public interface Reports {
    /** Takes a report. */
    void report(Execution from, Report report);
}
