package io.dormouse.flow;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;

/**
 * What a workflow may do. Every method that returns a {@link Future} gives a durable command: its result is in the journal
 * before the workflow sees it, and a replay sees the same results in the same order. Commands begin when the workflow next
 * calls {@link #await}.
 *
 * <p>The futures are those of Vert.x: {@code map}, {@code compose} and {@code recover} work as everywhere, on the workflow's own
 * thread. A {@code Flow} belongs to that thread; it must not be used inside a step.
 */
public interface Flow {
    /**
     * Waits for a durable future, for a millisecond or for a month, and returns its result or throws its failure. The process
     * may be lost meanwhile.
     *
     * @throws FlowMisuseException outside a workflow's thread, or if nothing that the workflow has under way could ever complete the future
     */
    static <T> T await(Future<T> future) {
        return CurrentFlow.require().waitFor(future);
    }

    /** What {@link #await} calls; write {@code await(future)}, it reads better. */
    <T> T waitFor(Future<T> future);

    /**
     * A durable proxy of a {@code @ProxyGen} service interface: each call is carried out once and its answer recorded. Failures
     * that the interface declares are thrown as they are declared; those of the infrastructure are tried again for ever.
     */
    <S> S service(Class<S> contract);

    /**
     * Runs a local step on a thread of its own, where it may block, and records its result. The step may run again after a
     * crash, until its result is recorded: at least once, with {@link Step#key} to make it once. An exception is recorded too
     * and thrown as {@link StepFailedException}.
     *
     * <p>The result may be null, a string, number, boolean, enum, record, {@code java.time} value, {@link UUID},
     * {@code JsonObject} or {@code JsonArray}, or a list, set or map of one of those; for anything else, name its type.
     */
    <T> Future<T> run(String name, Callable<T> step);

    /** Like {@link #run(String, Callable)}, for a result that is read back as the given type. */
    <T> Future<T> run(String name, Class<T> type, Callable<T> step);

    /** Completes after so long: the duration counts from {@link #now}. */
    Future<Void> sleep(Duration duration);

    /** Completes at this time, or at once if it has passed; by the database's clock, to the microsecond. */
    Future<Void> sleepUntil(Instant time);

    /** Completes with the value of an event, whether it was triggered before or will be. The key has 1 to 300 characters. */
    <T> Future<T> event(String key, Class<T> type);

    /** Asks people for a decision. Any one of the approvers (names or groups) may decide; with none, anybody. */
    Future<Decision> ask(Question question, String... approvers);

    /** Completes with all results in the order given, or fails with the first failure. */
    <T> Future<List<T>> all(List<Future<T>> futures);

    /** The time at which the workflow last learnt something: the same on a replay; in microseconds, UTC, never going back. */
    Instant now();

    /** A random id, the same on a replay. */
    UUID uuid();

    /** Random values, the same on a replay. */
    RandomGenerator random();
}
