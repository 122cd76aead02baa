package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.CancellationRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a flush does to a workflow, computed when the flush is cut and not before. */
final class Parts {
    private Parts() {}

    /** @param rows whether it has timer or waiter rows @param openCalls that an outline told of */
    static Part of(OwnedWorkflow workflow, Draft draft, Instant at, boolean rows, List<CancellationRow> openCalls) {
        Closing closing = workflow.closing();
        boolean asleep = draft.fallAsleep && workflow.couldSleep();
        List<PendingCommand> unwritten = draft.writeRows && closing == null ? workflow.sleepersWithoutRow() : List.of();
        List<Recorded> entries = placed(workflow, draft.entries(), at);
        Optional<NextRuns.Turn> turn = NextRuns.turn(workflow, entries, at);
        turn.ifPresent(next -> entries.add(next.last()));
        boolean withdrawsAll = closing != null && !(closing instanceof Closing.Rewind);
        return new Part(
                workflow.id,
                workflow.partition,
                workflow.run,
                at,
                workflow.isCreated() ? Optional.empty() : Optional.of(newRow(workflow)),
                entries,
                turn.map(NextRuns.Turn::next),
                turn.isPresent() ? Optional.empty() : RowChanges.of(workflow, asleep),
                PendingCommands.timers(unwritten),
                PendingCommands.waiters(unwritten),
                List.copyOf(draft.settled()),
                closing != null && rows,
                withdrawsAll ? all(workflow, draft, openCalls) : List.copyOf(draft.cancellations()),
                draft.keys(),
                List.copyOf(draft.audit()),
                announcement(workflow));
    }

    private static List<Recorded> placed(OwnedWorkflow workflow, List<Entry> entries, Instant at) {
        List<Recorded> placed = new ArrayList<>(entries.size());
        long position = workflow.nextPosition();
        for (Entry entry : entries) {
            placed.add(new Recorded(position, workflow.timeOf(position, at), entry));
            position++;
        }
        return placed;
    }

    private static Part.NewWorkflow newRow(OwnedWorkflow workflow) {
        return new Part.NewWorkflow(
                workflow.started.name(),
                workflow.started.version(),
                workflow.started.input(),
                workflow.started.startedBy(),
                workflow.started.parent(),
                workflow.started.tags());
    }

    private static Optional<Part.Announcement> announcement(OwnedWorkflow workflow) {
        if (workflow.started.parent().isEmpty() || !(workflow.closing() instanceof Closing.End end))
            return Optional.empty();
        return Optional.of(new Part.Announcement(
                Request.Child.eventOf(workflow.id), EntryCodec.outcomeJson(RowChanges.told(end))));
    }

    /** The calls that have left, or may have, and that nobody will hear of. */
    private static List<CancellationRow> all(OwnedWorkflow workflow, Draft draft, List<CancellationRow> openCalls) {
        List<CancellationRow> all = new ArrayList<>(draft.cancellations());
        all.addAll(openCalls);
        workflow.pending.sentCalls().forEach(sent -> all.add(sent.withdrawal()));
        return all.stream().distinct().toList();
    }
}
