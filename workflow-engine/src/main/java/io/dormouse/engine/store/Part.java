package io.dormouse.engine.store;

import io.dormouse.engine.journal.Recorded;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one flush does to one workflow.
 *
 * @param at when, by the database's clock
 * @param created its row, if it is new
 * @param entries to append, at positions without a gap
 * @param change of its row, guarded by run and not being at an end
 * @param timers rows to have
 * @param waiters rows to have
 * @param settled commands whose timer or waiter row goes
 * @param allSettled whether all timer and waiter rows of the run go
 * @param cancellations calls that nobody wants any more
 * @param signalIds of the signals among the entries, to be known for ever
 * @param audit what people did to it
 */
public record Part(
        String id,
        int partition,
        int run,
        Instant at,
        Optional<NewWorkflow> created,
        List<Recorded> entries,
        Optional<RowChange> change,
        List<TimerRow> timers,
        List<WaiterRow> waiters,
        List<Integer> settled,
        boolean allSettled,
        List<CancellationRow> cancellations,
        List<String> signalIds,
        List<AuditRow> audit) {

    /** About how many characters of payload it has. */
    public long weight() {
        return entries.stream().mapToLong(recorded -> recorded.entry().weight()).sum();
    }

    /** The row of a workflow that starts. */
    public record NewWorkflow(String name, int version, String input, String startedBy) {}

    /** A change of a row: every column here takes the value given. */
    public record RowChange(
            Status status,
            Optional<String> result,
            Optional<String> failure,
            Optional<String> waitingFor,
            Optional<String> sourceLine) {}

    /** Wakes a sleeper at a time. */
    public record TimerRow(int seq, Instant due) {}

    /** Wakes a sleeper with an event. */
    public record WaiterRow(int seq, String key) {}

    /** Somebody did something to a workflow. */
    public record AuditRow(String actor, String action, String detail) {}

    /** A sent call to withdraw. */
    public record CancellationRow(int seq, String service, String key) {}
}
