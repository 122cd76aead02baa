package io.dormouse.engine.store;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Unwanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one flush does to one workflow.
 *
 * @param at when, by the database's clock
 * @param created its row, if it is new
 * @param entries to append, at positions without a gap
 * @param next the run that goes on, when these entries end this one by a rewind or a continue-as-new
 * @param change of its row, guarded by run and not being at an end; not there if {@code next} is
 * @param timers rows to have
 * @param waiters rows to have
 * @param settled commands whose timer or waiter row goes
 * @param allSettled whether all timer and waiter rows of the run go
 * @param cancellations calls that nobody wants any more
 * @param keys of the signals among the entries and of what was ordered, to be known for ever; one that is known already means that the copy was stale: the flush fails with a conflict
 * @param audit what people did to it
 * @param announcement the event that tells the parent of a child's end; the first one of its key stands
 */
public record Part(
        String id,
        int partition,
        int run,
        Instant at,
        Optional<NewWorkflow> created,
        List<Recorded> entries,
        Optional<NextRun> next,
        Optional<RowChange> change,
        List<TimerRow> timers,
        List<WaiterRow> waiters,
        List<Integer> settled,
        boolean allSettled,
        List<CancellationRow> cancellations,
        List<KeyRow> keys,
        List<AuditRow> audit,
        Optional<Announcement> announcement) {

    /** About how many characters of payload it has. */
    public long weight() {
        return weight(entries) + next.map(run -> weight(run.entries())).orElse(0L);
    }

    private static long weight(List<Recorded> entries) {
        return entries.stream().mapToLong(recorded -> recorded.entry().weight()).sum();
    }

    /** The row of a workflow that starts. */
    public record NewWorkflow(
            String name,
            int version,
            String input,
            String startedBy,
            Optional<String> parent,
            Map<String, String> tags) {}

    /**
     * The next run: the row takes its number, version and input and becomes {@code RUNNING}, without result, failure or status
     * text; guarded as any change of the row is, except that a rewind may bring back one that has ended.
     *
     * @param entries its journal so far, from position 0
     * @param revives whether an end does not guard the row
     */
    public record NextRun(int run, int version, String input, List<Recorded> entries, boolean revives) {}

    /** A change of a row: every column here takes the value given. */
    public record RowChange(
            Status status,
            Optional<String> result,
            Optional<String> failure,
            Optional<String> waitingFor,
            Optional<String> sourceLine,
            Optional<String> statusText,
            Map<String, String> tags) {}

    /** Wakes a sleeper at a time. */
    public record TimerRow(int seq, Instant due) {}

    /** Wakes a sleeper with an event. */
    public record WaiterRow(int seq, String key) {}

    /**
     * Whatever comes to the workflow under this key again has been there.
     *
     * @param key the id of a signal, or the key of an order
     * @param order what was ordered, and by whom; empty for a signal
     */
    public record KeyRow(String key, String order) {
        /** The row of a signal. */
        public static KeyRow ofSignal(String signalId) {
            return new KeyRow(signalId, "");
        }
    }

    /** Somebody did something to a workflow. */
    public record AuditRow(String actor, String action, String detail) {}

    /**
     * A sent call, or a child, to withdraw.
     *
     * @param run in which it was given, which after a rewind is not always the present one
     */
    public record CancellationRow(int run, int seq, String service, String key) {
        /** The row that withdraws a call. */
        public static CancellationRow of(Unwanted call) {
            return new CancellationRow(call.origin().run(), call.seq(), call.service(), call.key());
        }
    }

    /** An event that the engine triggers. @param body JSON */
    public record Announcement(String key, String body) {}
}
