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

    /** Like {@link #run(String, Callable)}, for a step that is asynchronous itself: its result is what the future completes with. */
    <T> Future<T> run(String name, FutureStep<T> step);

    /**
     * Like {@link #run(String, Callable)}, for a step that gives a stage of the JDK's: its result is what the stage completes
     * with. It has a name of its own because otherwise {@code () -> null} could mean either.
     */
    <T> Future<T> runStage(String name, StageStep<T> step);

    /**
     * Like {@link #run(String, Callable)}, on one of as many platform threads as there are processors: for what computes long,
     * so that it never delays what waits for the network.
     */
    <T> Future<T> compute(String name, Callable<T> step);

    /**
     * This flow with a rule for trying again: it holds for the steps and service calls that are given through what this returns.
     * A step is tried again under its own key. A service call that its service has refused with a declared failure is given anew,
     * as a command of its own with a key of its own; failures of the infrastructure are tried again for ever without any rule.
     */
    Flow with(Retry retry);

    /** Completes after so long: the duration counts from {@link #now}. */
    Future<Void> sleep(Duration duration);

    /** Completes at this time, or at once if it has passed; by the database's clock, to the microsecond. */
    Future<Void> sleepUntil(Instant time);

    /** Completes with the value of an event, whether it was triggered before or will be. The key has 1 to 300 characters. */
    <T> Future<T> event(String key, Class<T> type);

    /** Completes with the payload of the next signal of this name: signals are kept, in their order, until they are asked for. */
    <T> Future<T> signal(String name, Class<T> type);

    /**
     * Starts another workflow as a child and completes with its result; fails with {@link ChildFailedException} if it does not
     * complete. When this workflow is cancelled, fails, or no longer wants it, the child is cancelled. The child's id is this
     * workflow's with {@code ~run.seq} behind it.
     */
    <I, O> Future<O> child(Class<? extends Workflow<I, O>> type, I input);

    /** Starts another workflow and leaves it alone; completes with its id when it is started. Nothing that happens here cancels it. */
    <I, O> Future<String> detach(Class<? extends Workflow<I, O>> type, I input);

    /** Asks people for a decision. Any one of the approvers (names or groups) may decide; with none, anybody. */
    Future<Decision> ask(Question question, String... approvers);

    /** Completes with all results in the order given, or fails with the first failure. */
    <T> Future<List<T>> all(List<Future<T>> futures);

    /**
     * Completes with the first success of some branches; fails with the last failure if none succeeds. Commands given inside a
     * branch, in its callbacks too, belong to it. When one has won, the open commands of the others are cancelled: a timer or
     * a wait leaves nothing behind, a call is withdrawn at its service, a local step's result is not taken any more.
     */
    <T> Future<T> any(List<Branch<T>> branches);

    /** Like {@link #any(List)}, of two. */
    default <T> Future<T> any(Branch<T> one, Branch<T> other) {
        return any(List.of(one, other));
    }

    /** Completes as the branch does; fails with {@link TimedOutException} if it has not after so long, and cancels what it has open. */
    <T> Future<T> withTimeout(Duration timeout, Branch<T> branch);

    /** Steps to undo if the workflow fails or is cancelled. */
    Saga saga();

    /** Says in words what the workflow is doing, for people who look at it: at most 1,000 characters. Nothing is written for it during a replay. */
    void status(String text);

    /** Sets a tag by which the workflow can be found, or takes it away with an empty value: at most 20, names and values of at most 100 characters. */
    void tag(String name, String value);

    /**
     * Whether a change of the code is in force: true where this run has not been before, false where it went before the change
     * was made. What it answered first holds for the whole run; the answer true is durable when it is given.
     *
     * <pre>{@code
     * if (flow.changed("ask-the-owner-too")) await(flow.ask(…));
     * }</pre>
     *
     * When no unfinished workflow is on the old path, put {@link #retire} in its place, and when none is left that saw
     * {@code changed}, nothing.
     */
    boolean changed(String change);

    /** The new path of a change is the only one now: a run that once took the old path is stuck here instead of going wrong. */
    void retire(String change);

    /**
     * Ends this run and goes on with the next one, with another input, an empty journal, and the signals that nobody has
     * taken. It never returns: write {@code return flow.continueAsNew(next)}. The code that runs next has the same version.
     *
     * @throws FlowMisuseException if a {@link Saga} has something to undo: keep or undo it first
     */
    <T> T continueAsNew(Object input);

    /** The time at which the workflow last learnt something: the same on a replay; in microseconds, UTC, never going back. */
    Instant now();

    /** A random id, the same on a replay. */
    UUID uuid();

    /** Random values, the same on a replay. */
    RandomGenerator random();
}
