package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.store.Status;
import java.util.HashSet;
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

    private final EventWaits events;
    private final TimerQueue timers;
    private final Results results;

    /** Where results go: by id, run and number, never to the copy in memory that asked. */
    interface Results {
        void completed(String workflowId, int run, int seq, Outcome outcome);

        /** A question is known to the service that asks it: the workflow may sleep now. */
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

    /** Begins with a command; says whether that appended something: what has to be committed before a call may leave. */
    boolean begin(OwnedWorkflow workflow, Command command) {
        PendingCommand pending = new PendingCommand(command);
        workflow.pending.add(pending);
        switch (command.request()) {
            case Request.Local step -> {
                pending.state = PendingCommand.State.UNDER_WAY;
                steps.runOrJoin(
                        new LocalSteps.StepId(workflow.id, workflow.run, command.seq()),
                        command.name(),
                        keyOf(workflow, command),
                        step);
            }
            case Request.Timer timer -> {
                pending.state = PendingCommand.State.ASLEEP;
                timers.add(new TimerQueue.Timer(timer.due(), workflow.id, workflow.run, command.seq()));
            }
            case Request.Event event -> sleepOnEvent(workflow, pending);
            case Request.Signal signal -> pending.state = PendingCommand.State.ASLEEP;
            // One that was WAITING when it was read had its question acknowledged before.
            case Request.Ask ask
            when workflow.status() == Status.WAITING && pending.noted -> sleepOnEvent(workflow, pending);
            case Request.ServiceCall call -> {
                return sendOrNote(workflow, pending);
            }
            case Request.Ask ask -> {
                return sendOrNote(workflow, pending);
            }
        }
        return false;
    }

    private boolean sendOrNote(OwnedWorkflow workflow, PendingCommand pending) {
        if (pending.noted) {
            send(workflow, pending);
            return false;
        }
        workflow.note(pending);
        return true;
    }

    /** The note of a command is committed: a call may leave. */
    void noted(OwnedWorkflow workflow, int seq) {
        PendingCommand pending = workflow.pending.find(seq);
        if (pending != null && pending.state == PendingCommand.State.NOTED && !workflow.hasEnded())
            send(workflow, pending);
    }

    private void send(OwnedWorkflow workflow, PendingCommand pending) {
        pending.state = PendingCommand.State.UNDER_WAY;
        String id = workflow.id;
        int run = workflow.run;
        int seq = pending.command.seq();
        LocalSteps.StepId step = new LocalSteps.StepId(id, run, seq);
        if (!calling.add(step)) return;
        boolean question = pending.command.request() instanceof Request.Ask;
        Request.ServiceCall call = pending.serviceCall().orElseThrow();
        calls.call(
                call,
                keyOf(workflow, pending.command),
                workflow.started.startedBy(),
                () -> results.isPending(id, run, seq),
                new ServiceCalls.Listener() {
                    @Override
                    public void unwanted() {
                        calling.remove(step);
                    }

                    @Override
                    public void answered(String json) {
                        calling.remove(step);
                        if (question) results.acknowledged(id, run, seq);
                        else results.completed(id, run, seq, new Outcome.Success(json, null));
                    }

                    @Override
                    public void refused(Bus.Refused refusal) {
                        calling.remove(step);
                        if (refusal.keyReused()) results.stuck(id, run, seq, refusal.failure());
                        else results.completed(id, run, seq, refusal.failure());
                    }

                    @Override
                    public void troubled(String trouble) {
                        results.troubled(id, run, seq, trouble);
                    }
                });
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

    private static String keyOf(OwnedWorkflow workflow, Command command) {
        return workflow.started.origin().key(command.seq());
    }
}
