package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.LocalStep;
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

    /** Takes the outcome of a step. */
    interface Listener {
        /** Hears of it; says whether somebody will ask for it again, because the workflow is just being read. */
        boolean keepFor(StepId step, Outcome outcome);
    }

    private final Executor threads;
    private final Loop loop;
    private final Listener listener;

    /** Null while it runs, its outcome when it has ended without anybody in memory to hear of it. */
    private final Map<StepId, @Nullable Outcome> steps = new HashMap<>();

    LocalSteps(Executor threads, Loop loop, Listener listener) {
        this.threads = threads;
        this.loop = loop;
        this.listener = listener;
    }

    void runOrJoin(StepId step, String name, String key, Request.Local request) {
        if (steps.containsKey(step)) {
            Outcome outcome = steps.get(step);
            if (outcome != null) hear(step, outcome);
            return;
        }
        steps.put(step, null);
        threads.execute(() -> {
            Outcome outcome = LocalStep.run(name, key, request);
            loop.execute(() -> hear(step, outcome));
        });
    }

    private void hear(StepId step, Outcome outcome) {
        if (listener.keepFor(step, outcome)) steps.put(step, outcome);
        else steps.remove(step);
    }
}
