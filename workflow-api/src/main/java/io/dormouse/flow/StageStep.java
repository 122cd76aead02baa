package io.dormouse.flow;

import java.util.concurrent.CompletionStage;

/**
 * A local step that uses the stages of the JDK.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface StageStep<T> {
    /** Begins the step, on a thread of its own; the step lasts until the stage is complete. */
    CompletionStage<T> begin() throws Exception;
}
