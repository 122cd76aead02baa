package io.dormouse.flow;

/**
 * A process in straight-line Java that survives the loss of the process that runs it.
 *
 * <p>The code runs again from its start after a loss, and every durable operation that was completed gives its recorded
 * result. So whatever it does besides must come out the same: time, random values and ids come from the {@link Flow}, effects
 * go through {@link Flow#run} and {@link Flow#service}. An instance runs once.
 *
 * <p>An implementation is public, has a public constructor without parameters, carries {@link Durable} and is named in
 * {@code META-INF/services/io.dormouse.flow.Workflow}.
 *
 * @param <I> the input: a record, decoded strictly from JSON
 * @param <O> the result, written as JSON: at most 1 MiB
 */
@FunctionalInterface
public interface Workflow<I, O> {
    /**
     * The process. An exception that leaves it makes the workflow {@code FAILED}.
     *
     * @param input what it was started with
     * @param flow what the process may do; only for the calling thread
     */
    O run(I input, Flow flow) throws Exception;
}
