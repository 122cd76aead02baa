package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Local steps that run on this node. A copy of a workflow that replaces another one joins the steps that run for it, and gets
 * the outcome of those that have ended meanwhile, instead of starting them again.
 */
final class LocalSteps {
    /** A step of a run of a workflow. */
    record StepId(String workflowId, int run, int seq) {}

    /** Takes what becomes of a step. */
    interface Listener {
        /** Hears of its outcome; says whether somebody will ask for it again, because the workflow is just being read. */
        boolean keepFor(StepId step, Outcome outcome);

        /** It failed and will be tried again. */
        void troubled(StepId step, String trouble);

        /** It has come so far, and that is to be written. @param progress JSON */
        void progressed(StepId step, String progress);

        /** Whether it is still wanted. */
        boolean isWanted(StepId step);
    }

    private final StepThreads threads;
    private final StepThreads processors;
    private final Loop loop;
    private final StoreClock clock;
    private final Listener listener;
    private final Map<StepId, RunningStep> running = new HashMap<>();

    /** Outcomes of steps that have ended without anybody in memory to hear of it. */
    private final Map<StepId, Outcome> ended = new HashMap<>(0);

    /**
     * @param threads for steps that may block
     * @param processors for steps that compute
     */
    LocalSteps(StepThreads threads, Executor processors, Loop loop, StoreClock clock, Listener listener) {
        this.threads = threads;
        this.processors = processors::execute;
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
    }

    void runOrJoin(StepId step, Command command, Request.Local request) {
        @Nullable Outcome outcome = ended.remove(step);
        if (outcome != null) {
            hear(step, outcome);
        } else if (!running.containsKey(step)) {
            RunningStep begun = make(step, command, request);
            begun.start();
            hasBegun(begun);
            begun.isKnown();
        }
    }

    /** A step that whoever asked for it starts. Callable from any thread. */
    RunningStep make(StepId step, Command command, Request.Local request) {
        StepThreads chosen = request.computes() ? processors : threads;
        return new RunningStep(step, command, request, chosen, loop, clock, listener, this::hear);
    }

    /** It runs: copies that ask for it from now on join it. It is not listened to before it {@link RunningStep#isKnown}. */
    void hasBegun(RunningStep begun) {
        running.put(begun.id(), begun);
    }

    /** Whoever would ask for outcomes of this workflow has asked. */
    void forgetOutcomes(String workflowId) {
        if (!ended.isEmpty()) ended.keySet().removeIf(step -> step.workflowId().equals(workflowId));
    }

    /** Tries one that fails again at once. */
    void hurry(StepId step) {
        RunningStep waiting = running.get(step);
        if (waiting != null) waiting.hurry();
    }

    private void hear(StepId step, @Nullable Outcome outcome) {
        running.remove(step);
        if (outcome != null && listener.keepFor(step, outcome)) ended.put(step, outcome);
    }
}
