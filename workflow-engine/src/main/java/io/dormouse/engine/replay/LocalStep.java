package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Outcome;
import io.dormouse.flow.Step;

/** Runs a local step to its outcome. Blocks as long as the step does, so it belongs on a thread of its own. */
public final class LocalStep {
    private LocalStep() {}

    /** The outcome of a step; whatever it throws is one. */
    public static Outcome run(String name, String key, Request.Local request) {
        try {
            Object result = Step.call(key, request.step());
            String type = request.type() == null ? ResultType.nameOf(result) : null;
            return new Outcome.Success(Values.write("the result of the step '%s'".formatted(name), result), type);
        } catch (Throwable e) {
            return Outcome.Failure.of(e);
        }
    }
}
