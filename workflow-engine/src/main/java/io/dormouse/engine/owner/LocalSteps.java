package io.dormouse.engine.owner;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.LocalStep;
import io.dormouse.engine.replay.Request;
import java.time.Duration;
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

        /** Whether it is still wanted. */
        boolean isWanted(StepId step);
    }

    private final Executor threads;
    private final Executor processors;
    private final Loop loop;
    private final Listener listener;

    /** Null while it runs, its outcome when it has ended without anybody in memory to hear of it. */
    private final Map<StepId, @Nullable Outcome> steps = new HashMap<>();

    /**
     * @param threads for steps that may block
     * @param processors for steps that compute
     */
    LocalSteps(Executor threads, Executor processors, Loop loop, Listener listener) {
        this.threads = threads;
        this.processors = processors;
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
        attempt(step, name, key, request, 1);
    }

    private void attempt(StepId step, String name, String key, Request.Local request, int number) {
        Executor executor = request.computes() ? processors : threads;
        executor.execute(() -> {
            Outcome outcome = LocalStep.run(name, key, request);
            loop.execute(() -> attempted(step, name, key, request, number, outcome));
        });
    }

    private void attempted(StepId step, String name, String key, Request.Local request, int number, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failure failure) || !request.retry().triesAgain(number, failure.type())) {
            hear(step, outcome);
            return;
        }
        Duration pause = request.retry().pause(number);
        listener.troubled(
                step,
                "attempt %d failed: %s; next in %.1f s"
                        .formatted(number, failure.message(), pause.toMillis() / 1000.0));
        loop.schedule(pause, () -> {
            if (listener.isWanted(step)) attempt(step, name, key, request, number + 1);
            else steps.remove(step);
        });
    }

    private void hear(StepId step, Outcome outcome) {
        if (listener.keepFor(step, outcome)) steps.put(step, outcome);
        else steps.remove(step);
    }
}
