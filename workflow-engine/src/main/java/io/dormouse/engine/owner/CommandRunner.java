package io.dormouse.engine.owner;

import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Carries out what workflows ask for. A call leaves only when its {@code Called} is committed; a local step starts at once,
 * since nobody else sees it before its result is committed.
 */
final class CommandRunner {
    private final LocalSteps steps;
    private final ServiceCalls calls;

    /** Calls under way: a copy that replaces another one joins them. Their answers go by id, so nothing has to be told. */
    private final Set<LocalSteps.StepId> calling = new HashSet<>();

    private final Map<LocalSteps.StepId, Pause> pauses = new HashMap<>(0);
    private final EventWaits events;
    private final TimerQueue timers;
    private final Results results;

    /** Where results go: by id, run and number, never to the copy in memory that asked. */
    interface Results {
        void completed(String workflowId, int run, int seq, Outcome outcome);

        /** A question is known to the service that asks it, or a child has started: the workflow may sleep now. */
        void acknowledged(String workflowId, int run, int seq);

        void stuck(String workflowId, int run, int seq, Outcome.Failure why);

        void troubled(String workflowId, int run, int seq, String trouble);

        boolean isPending(String workflowId, int run, int seq);
    }

    CommandRunner(LocalSteps steps, ServiceCalls calls, EventWaits events, TimerQueue timers, Results results) {
        this.steps = steps;
        this.calls = calls;
        this.events = events;
        this.timers = timers;
        this.results = results;
    }

    /** Begins with a command; what has to be committed before a call may leave is appended. */
    void begin(OwnedWorkflow workflow, Command command) {
        PendingCommand pending = new PendingCommand(command);
        workflow.pending.add(pending);
        switch (command.request()) {
            case Request.Local step -> {
                pending.state = PendingCommand.State.UNDER_WAY;
                steps.runOrJoin(new LocalSteps.StepId(workflow.id, workflow.run, command.seq()), command, step);
            }
            case Request.Timer timer -> {
                pending.state = PendingCommand.State.ASLEEP;
                timers.add(new TimerQueue.Timer(timer.due(), workflow.id, workflow.run, command.seq()));
            }
            case Request.Event event -> sleepOnEvent(workflow, pending);
            case Request.Signal signal -> pending.state = PendingCommand.State.ASLEEP;
            // One that was WAITING when it was read had its question, or its child's start, acknowledged before.
            case Request.Ask ask when workflow.row.wasAsleep() && pending.noted -> sleepOnEvent(workflow, pending);
            case Request.Child child
            when workflow.row.wasAsleep() && pending.noted && !child.detached() -> sleepOnEvent(workflow, pending);
            case Request.ServiceCall call -> sendOrNote(workflow, pending);
            case Request.Ask ask -> sendOrNote(workflow, pending);
            case Request.Child child -> sendOrNote(workflow, pending);
        }
    }

    private void sendOrNote(OwnedWorkflow workflow, PendingCommand pending) {
        if (pending.noted) send(workflow, pending);
        else workflow.note(pending);
    }

    /** The note of a command is committed: a call may leave. */
    void noted(OwnedWorkflow workflow, int seq) {
        PendingCommand pending = workflow.pending.find(seq);
        if (pending != null
                && pending.state == PendingCommand.State.NOTED
                && !workflow.hasEnded()
                && !workflow.code.isHeld()) send(workflow, pending);
    }

    private void send(OwnedWorkflow workflow, PendingCommand pending) {
        pending.state = PendingCommand.State.UNDER_WAY;
        String id = workflow.id;
        int run = workflow.run;
        int seq = pending.command.seq();
        LocalSteps.StepId step = new LocalSteps.StepId(id, run, seq);
        if (!calling.add(step)) return;
        boolean isFirstHalf = !(pending.command.request() instanceof Request.ServiceCall);
        Request.ServiceCall call = pending.serviceCall().orElseThrow();
        calls.call(
                call,
                pending.command.key(),
                workflow.started.startedBy(),
                () -> results.isPending(id, run, seq),
                new ServiceCalls.Listener() {
                    @Override
                    public void paused(Pause pause) {
                        pauses.put(step, pause);
                    }

                    @Override
                    public void unwanted() {
                        ended(step);
                    }

                    @Override
                    public void answered(String json) {
                        ended(step);
                        if (isFirstHalf) results.acknowledged(id, run, seq);
                        else results.completed(id, run, seq, new Outcome.Success(json, null));
                    }

                    @Override
                    public void refused(Bus.Refused refusal) {
                        ended(step);
                        if (isFirstHalf && refusal.failure().type().equals(WorkflowFailure.ALREADY_STARTED.name()))
                            results.acknowledged(id, run, seq);
                        else if (refusal.keyReused()) results.stuck(id, run, seq, refusal.failure());
                        else results.completed(id, run, seq, refusal.failure());
                    }

                    @Override
                    public void troubled(String trouble) {
                        results.troubled(id, run, seq, trouble);
                    }
                });
    }

    private void ended(LocalSteps.StepId call) {
        calling.remove(call);
        pauses.remove(call);
    }

    /** Registers the wait for an event and looks for it. */
    void sleepOnEvent(OwnedWorkflow workflow, PendingCommand pending) {
        pending.state = PendingCommand.State.ASLEEP;
        EventWaits.Waiter waiter = new EventWaits.Waiter(workflow.id, workflow.run, pending.command.seq());
        pending.eventKey().ifPresent(key -> events.register(key, waiter));
    }

    /** Nobody waits for the command any more. */
    void forget(OwnedWorkflow workflow, PendingCommand pending) {
        timerOf(workflow, pending).ifPresent(timers::remove);
        forgetEvent(workflow, pending);
    }

    /** The workflow leaves memory asleep; its rows will wake it. */
    void leaveToRows(OwnedWorkflow workflow, PendingCommand pending) {
        timerOf(workflow, pending).ifPresent(timers::leaveToItsRow);
        forgetEvent(workflow, pending);
    }

    private static Optional<TimerQueue.Timer> timerOf(OwnedWorkflow workflow, PendingCommand pending) {
        return pending.command.request() instanceof Request.Timer timer
                ? Optional.of(new TimerQueue.Timer(timer.due(), workflow.id, workflow.run, pending.command.seq()))
                : Optional.empty();
    }

    private void forgetEvent(OwnedWorkflow workflow, PendingCommand pending) {
        EventWaits.Waiter waiter = new EventWaits.Waiter(workflow.id, workflow.run, pending.command.seq());
        pending.eventKey().ifPresent(key -> events.remove(key, waiter));
    }

    /** Outcomes of steps that this workflow has not asked for when it waits, or is gone, nobody will. */
    void forgetOutcomes(OwnedWorkflow workflow) {
        steps.forgetOutcomes(workflow.id);
    }

    /** What fails is tried again at once, without waiting for its pause. */
    void hurry(OwnedWorkflow workflow, PendingCommand pending) {
        LocalSteps.StepId step = new LocalSteps.StepId(workflow.id, workflow.run, pending.command.seq());
        steps.hurry(step);
        Pause pause = pauses.remove(step);
        if (pause != null) pause.end();
    }
}
