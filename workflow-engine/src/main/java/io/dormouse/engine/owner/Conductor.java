package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Text;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Unwanted;
import io.dormouse.engine.store.Status;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between the code of workflows and what they asked for: takes what their threads report, and brings what comes back from
 * outside. Results go by id, run and number, never to the copy in memory that asked.
 */
final class Conductor implements CommandRunner.Results, LocalSteps.Listener, HeadStart.Listener {
    private static final System.Logger log = System.getLogger(Conductor.class.getName());

    private final Ports ports;
    private final Residents residents;
    private final FlushQueue flushes;
    private final LocalSteps steps;
    private final CommandRunner commands;
    private final Bedtime bedtime;
    private final Attendance attendance;

    Conductor(
            Ports ports,
            Residents residents,
            FlushQueue flushes,
            EventWaits events,
            TimerQueue timers,
            Bedtime bedtime,
            Attendance attendance,
            ServiceCalls calls) {
        this.ports = ports;
        this.residents = residents;
        this.flushes = flushes;
        this.bedtime = bedtime;
        this.attendance = attendance;
        this.steps = new LocalSteps(ports.stepThreads(), ports.processors(), ports.loop(), ports.clock(), this);
        this.commands = new CommandRunner(steps, calls, events, timers, this);
    }

    CommandRunner commands() {
        return commands;
    }

    HeadStart reportsOf(OwnedWorkflow workflow, boolean joins) {
        return new HeadStart(workflow, joins, steps, this);
    }

    @Override
    public void reported(OwnedWorkflow workflow, Report report, List<RunningStep> begun) {
        ports.loop().execute(() -> {
            begun.forEach(steps::hasBegun);
            hear(workflow, report, begun);
            begun.forEach(RunningStep::isKnown);
        });
    }

    private void hear(OwnedWorkflow workflow, Report report, List<RunningStep> begun) {
        if (workflow.isDropped() || workflow.hasEnded()) return;
        if (workflow.code.isHeld()) {
            // It was held after they had begun, so what becomes of them is written as that of any other step that runs.
            begun.forEach(step -> commands.begin(workflow, step.command()));
            return;
        }
        try {
            act(workflow, report);
        } catch (RuntimeException e) {
            log.log(Level.ERROR, "workflow %s asks for what cannot be begun".formatted(workflow.id), e);
            markStuck(
                    workflow,
                    new Outcome.Failure(
                            "CANNOT_GO_ON",
                            0,
                            Text.storable("the service failed at what the workflow asks for: " + e),
                            false));
        }
    }

    private void act(OwnedWorkflow workflow, Report report) {
        switch (report) {
            case Report.Parked parked -> parked(workflow, parked);
            case Report.Ended ended -> {
                ended.unwanted().forEach(lost -> giveUp(workflow, lost));
                workflow.end(ended, endOf(ended));
                flushes.add(workflow);
            }
            case Report.Continued next -> {
                next.unwanted().forEach(lost -> giveUp(workflow, lost));
                workflow.close(new Closing.NextInput(
                        next.input(),
                        next.untaken(),
                        next.position(),
                        new Origin(ports.jitter().nextLong(), workflow.id, workflow.run + 1),
                        next.facts()));
                flushes.add(workflow);
            }
            case Report.Stuck stuck -> markStuck(workflow, stuck.why());
        }
    }

    private static Status endOf(Report.Ended ended) {
        if (ended.outcome() instanceof Outcome.Success) return Status.COMPLETED;
        return ended.byCancellation() ? Status.CANCELLED : Status.FAILED;
    }

    private boolean giveUp(OwnedWorkflow workflow, Unwanted lost) {
        PendingCommand pending = workflow.pending.find(lost.seq());
        if (pending != null && pending.command.origin().equals(lost.origin())) commands.forget(workflow, pending);
        return workflow.giveUp(lost);
    }

    /** The run goes on without a command; what happens to its call is written, so that a rewind does not take it for one under way. */
    private void withdraw(OwnedWorkflow workflow, Unwanted lost) {
        if (giveUp(workflow, lost))
            workflow.outgoing.append(
                    new Entry.Withdrawn(lost.seq(), lost.origin().key(lost.seq())));
    }

    private void parked(OwnedWorkflow workflow, Report.Parked parked) {
        workflow.park(parked);
        parked.unwanted().forEach(lost -> withdraw(workflow, lost));
        for (Command command : parked.given()) commands.begin(workflow, command);
        workflow.settleRowsOfOtherCode();
        if (workflow.outgoing.hasSomethingToWrite()) flushes.add(workflow);
        bedtime.watch(workflow);
        commands.forgetOutcomes(workflow);
        attendance.parked(workflow);
    }

    /** The workflow cannot go on with this code or this journal; nothing of it is lost. */
    void markStuck(OwnedWorkflow workflow, Outcome.Failure why) {
        log.log(Level.WARNING, () -> "workflow %s is stuck: %s".formatted(workflow.id, why.message()));
        workflow.getStuck(why);
        flushes.add(workflow);
    }

    @Override
    public void completed(String id, int run, int seq, Outcome outcome) {
        OwnedWorkflow workflow = residents.find(id, run);
        if (workflow != null) complete(workflow, seq, outcome, Optional.empty());
    }

    /** Appends the result of a command, unless it has one. */
    boolean complete(OwnedWorkflow workflow, int seq, Outcome outcome, Optional<String> by) {
        PendingCommand pending = workflow.pending.find(seq);
        if (pending == null || !workflow.complete(seq, outcome, by)) return false;
        commands.forget(workflow, pending);
        flushes.add(workflow);
        return true;
    }

    /** An event has come that a command waits for. The end of a child tells how it ended. */
    void happened(EventWaits.Waiter waiter, String value) {
        OwnedWorkflow workflow = residents.find(waiter.workflowId(), waiter.run());
        PendingCommand pending = workflow == null ? null : workflow.pending.find(waiter.seq());
        if (workflow == null || pending == null || workflow.code.isHeld()) return;
        boolean ofChild = pending.command.kind() == Kind.CHILD;
        complete(
                workflow,
                waiter.seq(),
                ofChild ? EntryCodec.outcomeOf(value) : new Outcome.Success(value, null),
                Optional.empty());
    }

    /** Code that has changed under a sleeper may have something else at that number by now, or a later time. */
    void timerIsDue(TimerQueue.Timer timer) {
        OwnedWorkflow workflow = residents.find(timer.workflowId());
        if (workflow == null) {
            residents.wake(timer.workflowId());
            return;
        }
        PendingCommand pending = workflow.code.isHeld() ? null : workflow.pending.find(timer.seq());
        if (pending != null && pending.isTimerDueBy(timer.due()))
            completed(timer.workflowId(), timer.run(), timer.seq(), Outcome.NOTHING);
    }

    @Override
    public void acknowledged(String workflowId, int run, int seq) {
        OwnedWorkflow workflow = residents.find(workflowId, run);
        PendingCommand pending = workflow == null ? null : workflow.pending.find(seq);
        if (workflow == null || pending == null) return;
        if (pending.command.request() instanceof Request.Child child && child.detached()) {
            complete(workflow, seq, new Outcome.Success('"' + child.childId() + '"', null), Optional.empty());
        } else {
            commands.sleepOnEvent(workflow, pending);
            bedtime.watch(workflow);
            residents.leaveIfIdle(workflow);
        }
    }

    @Override
    public void stuck(String workflowId, int run, int seq, Outcome.Failure why) {
        OwnedWorkflow workflow = residents.find(workflowId, run);
        if (workflow != null && workflow.pending.find(seq) != null) markStuck(workflow, why);
    }

    @Override
    public void troubled(String workflowId, int run, int seq, String trouble) {
        OwnedWorkflow workflow = residents.find(workflowId, run);
        PendingCommand pending = workflow == null ? null : workflow.pending.find(seq);
        if (workflow == null || pending == null) return;
        pending.trouble = Text.storable(trouble);
        workflow.outgoing.showProgress();
        flushes.add(workflow);
    }

    @Override
    public boolean isPending(String workflowId, int run, int seq) {
        OwnedWorkflow workflow = residents.find(workflowId, run);
        return workflow != null && workflow.pending.find(seq) != null;
    }

    /** A copy that is being read, or is still replaying, will come to the command and ask for its outcome. */
    @Override
    public boolean keepFor(LocalSteps.StepId step, Outcome outcome) {
        completed(step.workflowId(), step.run(), step.seq(), outcome);
        return isBeingRead(step);
    }

    @Override
    public void troubled(LocalSteps.StepId step, String trouble) {
        troubled(step.workflowId(), step.run(), step.seq(), trouble);
    }

    @Override
    public void progressed(LocalSteps.StepId step, String progress) {
        OwnedWorkflow workflow = residents.find(step.workflowId(), step.run());
        if (workflow == null || workflow.hasEnded() || workflow.pending.find(step.seq()) == null) return;
        workflow.outgoing.append(new Entry.Progressed(step.seq(), progress));
        flushes.add(workflow);
    }

    @Override
    public boolean isWanted(LocalSteps.StepId step) {
        return isBeingRead(step) || isPending(step.workflowId(), step.run(), step.seq());
    }

    private boolean isBeingRead(LocalSteps.StepId step) {
        @Nullable OwnedWorkflow workflow = residents.find(step.workflowId(), step.run());
        return residents.isLoading(step.workflowId())
                || (workflow != null && !workflow.code.hasParked() && !workflow.code.isHeld() && !workflow.hasEnded());
    }
}
