package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Digest;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Messages;
import io.dormouse.engine.store.Part.AuditRow;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Optional;
import java.util.function.Function;

/**
 * What operators do to workflows. Each is an entry, an audit row and the row of the order's key, and is answered when all three are
 * durable. What is repeated under its key is answered and not done again.
 */
final class Operations {
    private static final String QUARANTINED =
            "three processes in a row have ended while they brought this workflow into memory, so it is left out; look"
                    + " at its journal and at the processes' logs, deploy code that does not end them, then retry or"
                    + " rewind it";

    private final OrderKeys keys;
    private final Outlines outlines;
    private final Presence presence;
    private final Conductor conductor;
    private final FlushQueue flushes;

    Operations(OrderKeys keys, Outlines outlines, Presence presence, Conductor conductor, FlushQueue flushes) {
        this.keys = keys;
        this.outlines = outlines;
        this.presence = presence;
        this.conductor = conductor;
        this.flushes = flushes;
    }

    /** Ends it at once, without its code: no payload of it is read. */
    Future<WorkflowHead> terminate(Order order) {
        return keys.once(order, "terminate", Future::succeededFuture, key -> terminate(order, key));
    }

    private Future<WorkflowHead> terminate(Order order, KeyRow key) {
        Promise<Void> answer = Promise.promise();
        OwnedWorkflow[] terminated = new OwnedWorkflow[1];
        outlines.visit(
                order.id(),
                workflow -> {
                    if (refuses(workflow, answer)) return;
                    String why = order.reason().isBlank()
                            ? "terminated by " + order.by()
                            : "terminated by %s: %s".formatted(order.by(), order.reason());
                    terminated[0] = workflow;
                    workflow.outgoing.note(audit(order, "terminate"), answer);
                    workflow.outgoing.remember(key);
                    workflow.close(new Closing.End(
                            new Outcome.Failure("TERMINATED", 0, why, false),
                            Status.TERMINATED,
                            Optional.of(order.by())));
                    flushes.add(workflow);
                },
                answer::tryFail);
        return answer.future().map(done -> terminated[0].head());
    }

    /** Holds it: what happens to it is written and not delivered. */
    Future<Void> pause(Order order) {
        return once(order, "pause", key -> pause(order, key));
    }

    private Future<Void> pause(Order order, KeyRow key) {
        Promise<Void> answer = Promise.promise();
        outlines.visit(
                order.id(),
                workflow -> {
                    if (refuses(workflow, answer)) return;
                    if (isPaused(workflow)) {
                        workflow.outgoing.remember(key, answer);
                        flushes.add(workflow);
                    } else if (workflow.status() == Status.STUCK || workflow.whyStuck() != null) {
                        refuse(
                                workflow,
                                answer,
                                "is stuck and stands still anyway; deploy code that fits, or rewind it");
                    } else {
                        workflow.outgoing.append(
                                new Entry.Paused(order.by(), order.reason()), audit(order, "pause"), answer);
                        workflow.outgoing.remember(key);
                        workflow.turnTo(Status.PAUSED);
                        workflow.hold();
                        flushes.add(workflow);
                    }
                },
                answer::tryFail);
        return answer.future();
    }

    private static boolean isPaused(OwnedWorkflow workflow) {
        Status turning = workflow.row.turningTo();
        return turning == null ? workflow.status() == Status.PAUSED : turning == Status.PAUSED;
    }

    /** Marks as stuck, without its code, what is not read any more because processes have ended over it. */
    void quarantine(String id) {
        outlines.visit(
                id,
                workflow -> {
                    boolean mayRun = workflow.status() == Status.RUNNING || workflow.status() == Status.WAITING;
                    boolean turns = workflow.row.turningTo() != null;
                    if (!mayRun || turns || !workflow.code.isHeld() || workflow.hasEnded()) return;
                    workflow.outgoing.note(new AuditRow("dormouse", "quarantine", QUARANTINED));
                    conductor.markStuck(workflow, new Outcome.Failure("CRASH_LOOP", 0, QUARANTINED, false));
                },
                // It is gone, or another's: there is nothing to mark
                gone -> {});
    }

    /** Lets it go on. */
    Future<Void> resume(Order order) {
        return once(order, "resume", key -> resume(order, key));
    }

    private Future<Void> resume(Order order, KeyRow key) {
        Promise<Void> answer = Promise.promise();
        outlines.visit(
                order.id(),
                workflow -> {
                    if (refuses(workflow, answer)) return;
                    if (!isPaused(workflow)) {
                        refuse(workflow, answer, "is not paused");
                    } else {
                        workflow.outgoing.append(
                                new Entry.Resumed(order.by(), order.reason()), audit(order, "resume"), answer);
                        workflow.outgoing.remember(key);
                        workflow.turnTo(Status.RUNNING);
                        flushes.add(workflow);
                    }
                },
                answer::tryFail);
        return answer.future();
    }

    /** Tries at once what fails, or the whole workflow if it is stuck. */
    Future<Void> retry(Order order, Optional<Integer> seq) {
        String what = "retry" + seq.map(one -> " of command " + one).orElse("");
        return once(order, what, key -> retry(order, key, seq));
    }

    private Future<Void> retry(Order order, KeyRow key, Optional<Integer> seq) {
        Promise<Void> answer = Promise.promise();
        outlines.visit(
                order.id(),
                workflow -> {
                    if (refuses(workflow, answer)) return;
                    Entry entry = new Entry.Retried(seq, order.by(), order.reason());
                    AuditRow row = audit(order, "retry");
                    if (workflow.whyStuck() != null) {
                        answer.tryFail(askAgain(workflow));
                    } else if (workflow.status() == Status.STUCK) {
                        workflow.outgoing.append(entry, row, answer);
                        workflow.outgoing.remember(key);
                        workflow.turnTo(Status.RUNNING);
                        workflow.hold();
                        flushes.add(workflow);
                    } else if (workflow.code.isHeld()) {
                        refuseRetryOfHeld(workflow, answer);
                    } else if (workflow.pending.troubled(seq).isEmpty()) {
                        refuse(
                                workflow,
                                answer,
                                "has nothing that fails"
                                        + seq.map(n -> " at command " + n).orElse(""));
                    } else {
                        workflow.outgoing.append(entry, row, answer);
                        workflow.outgoing.remember(key);
                        flushes.add(workflow);
                        answer.future()
                                .onSuccess(written -> workflow.pending
                                        .troubled(seq)
                                        .forEach(pending -> conductor.commands().hurry(workflow, pending)));
                    }
                },
                answer::tryFail);
        return answer.future();
    }

    private static void refuseRetryOfHeld(OwnedWorkflow workflow, Promise<Void> answer) {
        switch (workflow.status()) {
            case PAUSED -> refuse(workflow, answer, "is paused; resume it, then everything is tried again");
            case WAITING -> refuse(workflow, answer, "sleeps and has nothing that fails");
            default -> answer.tryFail(askAgain(workflow));
        }
    }

    /** Completes by hand what it waits for. */
    Future<Void> complete(Order order, int run, int seq, Outcome outcome) {
        String what = "complete command %d of run %d with the outcome %s"
                .formatted(seq, run, Digest.hex(EntryCodec.outcomeJson(outcome)));
        return once(order, what, key -> complete(order, key, run, seq, outcome));
    }

    private Future<Void> complete(Order order, KeyRow key, int run, int seq, Outcome outcome) {
        Promise<Void> answer = Promise.promise();
        presence.whenParked(
                order.id(),
                workflow -> completeParked(workflow, order, key, run, seq, outcome, answer),
                head -> answer.tryFail(WorkflowFailure.NOT_POSSIBLE_NOW.exception(
                        "the workflow %s is %s; a command of it can be completed only while it runs or waits"
                                .formatted(order.id(), head.status()))),
                answer::tryFail);
        return answer.future();
    }

    private void completeParked(
            OwnedWorkflow workflow, Order order, KeyRow key, int run, int seq, Outcome outcome, Promise<Void> answer) {
        PendingCommand pending = workflow.run == run ? workflow.pending.find(seq) : null;
        if (pending == null) {
            answer.tryFail(WorkflowFailure.COMMAND_NOT_OPEN.exception(
                    "the workflow %s does not wait for command %d of run %d; its present run is %d and it waits for %s"
                            .formatted(workflow.id, seq, run, workflow.run, workflow.pending.numbers())));
            return;
        }
        if (outcome instanceof Outcome.Success success) {
            try {
                pending.command.reading().attempt(success);
            } catch (Exception | LinkageError | StackOverflowError e) {
                answer.tryFail(WorkflowFailure.INPUT_INVALID.exception(
                        "the code of %s cannot read this as the result of command %d, %s '%s': %s"
                                .formatted(
                                        workflow.id,
                                        seq,
                                        pending.command.kind().wireName(),
                                        pending.command.name(),
                                        Messages.firstLine(e))));
                return;
            }
        }
        workflow.outgoing.note(audit(order, "complete"), answer);
        workflow.outgoing.remember(key);
        conductor.complete(workflow, seq, outcome, Optional.of(order.by()));
    }

    private Future<Void> once(Order order, String what, Function<KeyRow, Future<Void>> first) {
        return keys.once(order, what, done -> Future.succeededFuture(), first);
    }

    private static AuditRow audit(Order order, String action) {
        return new AuditRow(order.by(), action, order.reason());
    }

    /** Refuses if it has ended, or is about to end or to become another run, which is not durable yet. */
    private boolean refuses(OwnedWorkflow workflow, Promise<Void> answer) {
        if (workflow.status().isEnd()) answer.tryFail(ended(workflow));
        else if (workflow.closing() != null || workflow.isBeingRead()) answer.tryFail(askAgain(workflow));
        else return false;
        return true;
    }

    private static RuntimeException ended(OwnedWorkflow workflow) {
        return WorkflowFailure.WORKFLOW_ENDED.exception(
                "the workflow %s is %s; nothing can reach it any more".formatted(workflow.id, workflow.status()));
    }

    private static RuntimeException askAgain(OwnedWorkflow workflow) {
        return CallFailure.UNAVAILABLE.exception(
                "the workflow %s is just being changed; ask again".formatted(workflow.id));
    }

    private static void refuse(OwnedWorkflow workflow, Promise<Void> answer, String why) {
        answer.tryFail(WorkflowFailure.NOT_POSSIBLE_NOW.exception("the workflow %s %s".formatted(workflow.id, why)));
    }
}
