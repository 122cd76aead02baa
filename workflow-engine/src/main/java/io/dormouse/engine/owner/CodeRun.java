package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The code of a workflow as its owner sees it: what was handed over to it, and what it has said last. */
final class CodeRun {
    private static final long NOT_YET = -1;

    /** What came after the last wait that the code has told of; a run that goes on as another must not lose a signal of these. */
    private List<Recorded> lately = List.of();

    private @Nullable Execution execution;
    private @Nullable HeadStart steps;

    /** The last entry that it had seen when it came to wait. No two waits of a run have the same. */
    private long waitsSince = NOT_YET;

    private @Nullable String line;
    private @Nullable String busyAt;
    private boolean held;
    private long delivered;

    /** @param delivered the last entry of the journal with which the code begins */
    CodeRun(long delivered) {
        this.delivered = delivered;
    }

    /** The code begins to run. @param reports where it reports, which may begin steps for it */
    void begin(Execution code, HeadStart reports) {
        execution = code;
        steps = reports;
        code.start();
    }

    /** Nothing that it asks for from now on is begun. */
    void stop() {
        if (steps != null) steps.revoke();
        steps = null;
    }

    /** Absent before it begins, and in a copy of a workflow that is only there to be written to. */
    @Nullable
    Execution execution() {
        return execution;
    }

    /** Whether nothing is delivered to the code, if there is any: an operator holds it, or the workflow was read only to be written to. */
    boolean isHeld() {
        return held;
    }

    /** Takes the code away: what comes is written and not delivered. */
    void hold() {
        stop();
        held = true;
        execution = null;
        waitsSince = NOT_YET;
        line = null;
    }

    /** What was written while nothing is delivered. */
    void keep(List<Recorded> entries) {
        if (held) remember(entries);
    }

    /** Hands committed entries to the code. */
    void deliver(List<Recorded> entries) {
        Execution code = execution;
        if (entries.isEmpty() || code == null || held) return;
        delivered = entries.getLast().position();
        remember(entries);
        code.put(entries);
    }

    private void remember(List<Recorded> entries) {
        if (entries.isEmpty()) return;
        if (lately.isEmpty()) lately = new ArrayList<>(entries.size());
        lately.addAll(entries);
    }

    /** What was handed over and not seen yet, as far as the code has told. */
    List<Recorded> lately() {
        return lately;
    }

    void park(Report.Parked report) {
        waitsSince = report.position();
        line = report.line();
        busyAt = null;
        if (lately.isEmpty()) return;
        lately.removeIf(recorded -> recorded.position() <= report.position());
        if (lately.isEmpty()) lately = List.of();
    }

    /** Whether it waits, and has seen everything. */
    boolean isParked() {
        return hasParked() && waitsSince == delivered;
    }

    /** Whether it runs and has not come to wait since it last got something. */
    boolean isBusy() {
        return execution != null && !isParked();
    }

    /** Whether it has come to wait at all. */
    boolean hasParked() {
        return waitsSince != NOT_YET;
    }

    /** What tells one wait from the next. */
    long presentWait() {
        return waitsSince;
    }

    /** What tells one time that it runs from the next. */
    Object burst() {
        return delivered;
    }

    /** It does not come back to {@code await}; says whether that is news. */
    boolean reportBusy(String line) {
        boolean news = busyAt == null;
        busyAt = line;
        return news;
    }

    Optional<String> busyAt() {
        return Optional.ofNullable(busyAt);
    }

    /** Where in the author's code it waits. */
    Optional<String> line() {
        return Optional.ofNullable(line);
    }
}
