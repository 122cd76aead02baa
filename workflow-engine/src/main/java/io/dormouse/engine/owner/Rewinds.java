package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.JournalCopy;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes workflows back. The code of the old run is taken away first, so that nothing follows any more from what is in its journal;
 * then the journal is read; then one flush closes the old run and makes the new one.
 */
final class Rewinds {
    /** A copy is one flush, and a flush that takes longer than a store may take to answer holds its lane up for nothing. */
    static final long HEAVIEST_COPY = 64 << 20;

    private final Ports ports;
    private final OrderKeys keys;
    private final Presence presence;
    private final Outlines outlines;
    private final Residents residents;
    private final FlushQueue flushes;

    private record Turn(Order order, KeyRow key, long position, long seed, Promise<Copied> answer) {}

    Rewinds(
            Ports ports,
            OrderKeys keys,
            Presence presence,
            Outlines outlines,
            Residents residents,
            FlushQueue flushes) {
        this.ports = ports;
        this.keys = keys;
        this.presence = presence;
        this.outlines = outlines;
        this.residents = residents;
        this.flushes = flushes;
    }

    /** Takes it back; repeated, it is answered with the workflow as it is by then. */
    Future<Copied> rewind(Order order, long position, long seed) {
        return keys.once(
                order,
                "rewind to " + position,
                head -> Future.succeededFuture(new Copied(head, false, List.of())),
                key -> rewind(order, key, position, seed));
    }

    private Future<Copied> rewind(Order order, KeyRow key, long position, long seed) {
        Turn turn = new Turn(order, key, position, seed, Promise.promise());
        presence.whenParked(
                order.id(),
                workflow -> rewind(workflow, turn),
                head -> outlines.visit(order.id(), workflow -> rewind(workflow, turn), turn.answer()::tryFail),
                turn.answer()::tryFail);
        return turn.answer().future();
    }

    private void rewind(OwnedWorkflow workflow, Turn turn) {
        if (workflow.closing() != null || workflow.isBeingRead()) {
            turn.answer()
                    .tryFail(CallFailure.UNAVAILABLE.exception(
                            "the workflow %s is just being changed; ask again".formatted(workflow.id)));
            return;
        }
        workflow.hold();
        workflow.setBeingRead(true);
        ports.store()
                .load(workflow.id, workflow.run)
                .onComplete(
                        found -> ports.loop().execute(() -> read(workflow, found, turn)),
                        failure -> ports.loop().execute(() -> giveUp(workflow, turn, unavailable(workflow))));
    }

    private void read(OwnedWorkflow workflow, Optional<Stored> found, Turn turn) {
        if (workflow.isDropped() || found.isEmpty()) {
            giveUp(workflow, turn, unavailable(workflow));
            return;
        }
        List<Recorded> journal;
        try {
            journal = Loader.decode(found.get().journal());
        } catch (UnreadableEntryException e) {
            giveUp(
                    workflow,
                    turn,
                    WorkflowFailure.NOT_POSSIBLE_NOW.exception(
                            "the workflow %s cannot be rewound here: %s".formatted(workflow.id, e.getMessage())));
            return;
        }
        JournalCopy copy = new JournalCopy(journal, turn.position());
        if (!copy.isPossible()) {
            giveUp(workflow, turn, noSuchPosition(workflow.id, turn.position(), journal));
            return;
        }
        if (copy.weight() > HEAVIEST_COPY) {
            giveUp(workflow, turn, tooHeavy(workflow.id, copy.weight()));
            return;
        }
        if (!copy.isOfThisWorkflow()) {
            giveUp(workflow, turn, beforeTheFork(workflow.id, journal));
            return;
        }
        workflow.setBeingRead(false);
        workflow.outgoing.note(new AuditRow(
                turn.order().by(),
                "rewind",
                "to %d: %s".formatted(turn.position(), turn.order().reason())));
        workflow.outgoing.remember(turn.key());
        workflow.close(new Closing.Rewind(
                journal,
                turn.position(),
                new Origin(turn.seed(), workflow.id, workflow.run + 1),
                turn.order().by(),
                turn.order().reason(),
                turn.answer()));
        flushes.add(workflow);
    }

    /** Why a journal is not copied. */
    static RuntimeException tooHeavy(String id, long weight) {
        return WorkflowFailure.NOT_POSSIBLE_NOW.exception(
                "the journal of %s up to there has %d characters, more than the %d that are copied at once; name an earlier position"
                        .formatted(id, weight, HEAVIEST_COPY));
    }

    /** Why a journal has no such position to go on from. */
    static RuntimeException noSuchPosition(String id, long position, List<Recorded> journal) {
        return WorkflowFailure.POSITION_INVALID.exception(
                "the journal of %s has no entry %d to go on from; name one from 0 to %d that ends nothing"
                        .formatted(id, position, journal.size() - 1));
    }

    private static RuntimeException beforeTheFork(String id, List<Recorded> journal) {
        Recorded turn = journal.stream()
                .filter(recorded -> recorded.entry() instanceof Entry.Forked)
                .reduce((earlier, later) -> later)
                .orElseThrow();
        return WorkflowFailure.POSITION_INVALID.exception(
                "the entries of %s before %d were copied from %s; rewind it to %d at the most, or fork %s once more"
                        .formatted(
                                id,
                                turn.position(),
                                ((Entry.Forked) turn.entry()).from(),
                                turn.position(),
                                ((Entry.Forked) turn.entry()).from()));
    }

    private static RuntimeException unavailable(OwnedWorkflow workflow) {
        return CallFailure.UNAVAILABLE.exception(
                "the journal of %s could not be read now; ask again".formatted(workflow.id));
    }

    private void giveUp(OwnedWorkflow workflow, Turn turn, RuntimeException why) {
        turn.answer().tryFail(why);
        workflow.setBeingRead(false);
        residents.leaveIfIdle(workflow);
    }

    /** What a rewind that is durable led to. */
    static Copied result(WorkflowHead head, Closing.Rewind rewind) {
        return new Copied(head, true, redone(new JournalCopy(rewind.journal(), rewind.to()).undone()));
    }

    static List<Copied.Redo> redone(List<Entry.Called> commands) {
        List<Copied.Redo> redone = new ArrayList<>(commands.size());
        for (Entry.Called one : commands) {
            redone.add(new Copied.Redo(one.seq(), one.kind(), one.name(), one.line(), one.key()));
        }
        return redone;
    }
}
