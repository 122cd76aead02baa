package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.JournalCopy;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.journal.UnreadableEntryException;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes workflows that go on from a position of another one. The other one may have any owner; it is only read. */
final class Forks {
    private final Ports ports;
    private final Residents residents;
    private final FlushQueue flushes;

    Forks(Ports ports, Residents residents, FlushQueue flushes) {
        this.ports = ports;
        this.residents = residents;
        this.flushes = flushes;
    }

    Future<Copied> fork(NewFork fork) {
        Promise<Copied> answer = Promise.promise();
        ports.store()
                .heads(List.of(fork.from(), fork.id()))
                .onComplete(
                        heads -> ports.loop().execute(() -> found(fork, heads, answer)),
                        failure -> answer.tryFail(unavailable(fork)));
        return answer.future();
    }

    private void found(NewFork fork, Map<String, WorkflowHead> heads, Promise<Copied> answer) {
        WorkflowHead source = heads.get(fork.from());
        if (source == null) {
            answer.tryFail(WorkflowFailure.WORKFLOW_UNKNOWN.exception(
                    "there is no workflow with the id %s".formatted(fork.from())));
            return;
        }
        int run = fork.run().orElse(source.run());
        WorkflowHead there = heads.get(fork.id());
        ports.store()
                .load(there == null ? fork.from() : fork.id(), there == null ? run : 0)
                .onComplete(
                        stored -> ports.loop().execute(() -> {
                            if (there == null) make(fork, run, stored, answer);
                            else compare(fork, run, there, stored, answer);
                        }),
                        failure -> answer.tryFail(unavailable(fork)));
    }

    private void make(NewFork fork, int run, Optional<Stored> stored, Promise<Copied> answer) {
        if (stored.isEmpty()) {
            answer.tryFail(WorkflowFailure.POSITION_INVALID.exception(
                    "the workflow %s has no run %d".formatted(fork.from(), run)));
            return;
        }
        List<Recorded> journal;
        try {
            journal = Loader.decode(stored.get().journal());
        } catch (UnreadableEntryException e) {
            answer.tryFail(WorkflowFailure.NOT_POSSIBLE_NOW.exception(
                    "the workflow %s cannot be forked here: %s".formatted(fork.from(), e.getMessage())));
            return;
        }
        JournalCopy copy = new JournalCopy(journal, fork.position());
        if (!copy.isPossible()) {
            answer.tryFail(Rewinds.noSuchPosition(fork.from(), fork.position(), journal));
        } else if (copy.weight() > Rewinds.HEAVIEST_COPY) {
            answer.tryFail(Rewinds.tooHeavy(fork.from(), copy.weight()));
        } else if (!residents.owns(fork.partition()) || residents.find(fork.id()) != null) {
            answer.tryFail(unavailable(fork));
        } else {
            create(fork, run, copy, answer);
        }
    }

    private void create(NewFork fork, int run, JournalCopy copy, Promise<Copied> answer) {
        List<Recorded> journal = copy.forked(
                new Entry.Forked(
                        fork.from(),
                        run,
                        fork.position(),
                        new Origin(fork.seed(), fork.id(), 0),
                        fork.by(),
                        fork.reason()),
                ports.clock().now());
        Recorded first = journal.getFirst();
        journal.set(0, new Recorded(0, first.at(), ofItsOwn((Entry.Started) first.entry(), fork.by())));
        OwnedWorkflow workflow = new OwnedWorkflow(fork.id(), fork.partition(), journal);
        Promise<Void> written = Promise.promise();
        workflow.outgoing.note(
                new AuditRow(
                        fork.by(), "fork", "from %s at %d: %s".formatted(fork.from(), fork.position(), fork.reason())),
                written);
        residents.add(workflow);
        flushes.add(workflow);
        written.future()
                .onComplete(
                        done -> answer.tryComplete(
                                new Copied(workflow.head(), true, Rewinds.redone(copy.openInCopy()))),
                        answer::tryFail);
    }

    /** The copy belongs to whoever made it, and is nobody's child. */
    private static Entry.Started ofItsOwn(Entry.Started started, String by) {
        return new Entry.Started(
                started.name(),
                started.version(),
                started.input(),
                by,
                started.origin(),
                Optional.empty(),
                started.tags());
    }

    private static void compare(
            NewFork fork, int run, WorkflowHead there, Optional<Stored> stored, Promise<Copied> answer) {
        boolean same;
        try {
            same = stored.isPresent()
                    && isSame(fork, run, Loader.decode(stored.get().journal()));
        } catch (UnreadableEntryException e) {
            answer.tryFail(WorkflowFailure.NOT_POSSIBLE_NOW.exception(
                    "it cannot be told here whether %s is this fork: %s".formatted(fork.id(), e.getMessage())));
            return;
        }
        if (same) answer.tryComplete(new Copied(there, false, List.of()));
        else {
            answer.tryFail(WorkflowFailure.ALREADY_STARTED.exception(
                    "the id %s belongs to another workflow; use another id for the fork".formatted(fork.id())));
        }
    }

    private static boolean isSame(NewFork fork, int run, List<Recorded> journal) {
        return journal.stream()
                .anyMatch(recorded -> recorded.entry() instanceof Entry.Forked forked
                        && forked.from().equals(fork.from())
                        && forked.run() == run
                        && forked.to() == fork.position());
    }

    private static RuntimeException unavailable(NewFork fork) {
        return CallFailure.UNAVAILABLE.exception(
                "it is not known whether the fork %s was made; ask again with the same id".formatted(fork.id()));
    }
}
