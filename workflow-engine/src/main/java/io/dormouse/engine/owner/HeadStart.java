package io.dormouse.engine.owner;

import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Execution;
import io.dormouse.engine.replay.Report;
import io.dormouse.engine.replay.Reports;
import io.dormouse.engine.replay.Request;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what the thread of a workflow reports to the loop of its owner, and lets that same thread begin the local steps that the
 * workflow waits for. A step that went by way of the loop would wait for two hand-overs between threads, on an idle machine as
 * long as a commit takes.
 *
 * <p>A step may be over before the loop hears of it: then it keeps its outcome to itself for so long. Once {@link #revoke} has returned, no
 * step begins here of which the loop has not been told.
 *
 * <p>A copy that was read tells the loop first what its replay has left open: an earlier copy may have begun that, and then it is joined.
 */
final class HeadStart implements Reports {
    /** The loop's side. */
    interface Listener {
        /** Callable from any thread. @param begun local steps among those that were given, which run already */
        void reported(OwnedWorkflow workflow, Report report, List<RunningStep> begun);
    }

    private final OwnedWorkflow workflow;
    private final LocalSteps steps;
    private final Listener listener;
    private boolean mayBegin;
    private boolean revoked;

    /** @param joins whether an earlier copy may have begun what this one gives first */
    HeadStart(OwnedWorkflow workflow, boolean joins, LocalSteps steps, Listener listener) {
        this.workflow = workflow;
        this.steps = steps;
        this.listener = listener;
        this.mayBegin = !joins;
    }

    @Override
    public synchronized void report(Execution from, Report report) {
        List<RunningStep> begun = mayBegin && !revoked ? stepsOf(report) : List.of();
        mayBegin = true;
        begun.forEach(RunningStep::start);
        listener.reported(workflow, report, begun);
    }

    private List<RunningStep> stepsOf(Report report) {
        if (!(report instanceof Report.Parked parked)) return List.of();
        List<RunningStep> begun = new ArrayList<>(parked.given().size());
        for (Command command : parked.given()) {
            if (command.request() instanceof Request.Local step)
                begun.add(steps.make(new LocalSteps.StepId(workflow.id, workflow.run, command.seq()), command, step));
        }
        return begun;
    }

    /** The code counts no more: what it gives from now on is not begun. */
    synchronized void revoke() {
        revoked = true;
    }
}
