package io.dormouse.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WholeJournal;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Values;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.testkit.replay.Journals;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow that runs in the memory of a test. What is done to it is durable there when the method returns, and what follows
 * from it without time passing has happened; time passes only in {@link #pass} and {@link #finish}.
 *
 * @param <O> the workflow's result
 */
public final class WorkflowRun<O> {
    private static final String TESTER = "tester";

    private final World world;
    private final String id;
    private final JavaType type;

    WorkflowRun(World world, String id, JavaType type) {
        this.world = world;
        this.id = id;
        this.type = type;
    }

    // ---- time

    /** Lets time pass, going from one timer to the next, until it has ended or nothing that the test has said can wake it. */
    public WorkflowRun<O> finish() {
        world.finish(id);
        return this;
    }

    /** Lets so much time pass. */
    public WorkflowRun<O> pass(Duration time) {
        world.pass(time);
        return this;
    }

    /** What time it is for the workflow. */
    public Instant now() {
        return world.loop.now();
    }

    // ---- what is done to it

    /** Sends a signal. */
    public WorkflowRun<O> signal(String name, Object payload) {
        String json = Values.write("the signal " + name, payload);
        world.ask(() -> world.owner.signal(id, name, json, "signal-" + world.nextNumber(), TESTER));
        return this;
    }

    /** Triggers an event; all that wait for it, here and elsewhere in this memory, wake. */
    public WorkflowRun<O> trigger(String key, Object value) {
        world.trigger(key, Values.write("the value of " + key, value));
        world.settle();
        return this;
    }

    /** Says yes to the question that has been open longest. */
    public WorkflowRun<O> approve(String comment) {
        return decide(Verdict.approve(comment));
    }

    /** Says no to the question that has been open longest. */
    public WorkflowRun<O> reject(String comment) {
        return decide(Verdict.reject(comment));
    }

    /** Decides the question that has been open longest: of this workflow, or if it has none, of another in the same memory. */
    public WorkflowRun<O> decide(Verdict verdict) {
        List<Asked> undecided = world.people.undecided();
        Asked open = undecided.stream()
                .filter(question -> question.workflow().equals(id))
                .findFirst()
                .or(() -> undecided.stream().findFirst())
                .orElseThrow(() -> TestError.nothingAsked(id, world.describe(id)));
        world.people.decide(open.id(), verdict);
        world.settle();
        return this;
    }

    /** Cancels it: an exception at its next await. */
    public WorkflowRun<O> cancel(String reason) {
        world.ask(() -> world.owner.cancel(world.order(id, TESTER, reason)));
        return this;
    }

    /** Ends it without asking its code. */
    public WorkflowRun<O> terminate(String reason) {
        world.ask(() -> world.owner.terminate(world.order(id, TESTER, reason)));
        return this;
    }

    /** Holds it: what happens to it is written, and delivered when it is resumed. */
    public WorkflowRun<O> pause() {
        world.ask(() -> world.owner.pause(world.order(id, TESTER, "")));
        return this;
    }

    /** Lets it go on after {@link #pause}. */
    public WorkflowRun<O> resume() {
        world.ask(() -> world.owner.resume(world.order(id, TESTER, "")));
        return this;
    }

    /** Tries at once what fails, or the whole workflow if it is stuck. */
    public WorkflowRun<O> retry() {
        world.ask(() -> world.owner.retry(world.order(id, TESTER, ""), Optional.empty()));
        return this;
    }

    /** Completes by hand a command that has no result yet. @param seq its number, from 0 in the order in which they were given */
    public WorkflowRun<O> complete(int seq, Object result) {
        return complete(seq, new Outcome.Success(Values.write("the result", result), null));
    }

    /** Lets a command that has no result yet fail. @param type a code that its contract declares, or the class of an exception */
    public WorkflowRun<O> fail(int seq, String type, int code, String message) {
        return complete(seq, new Outcome.Failure(type, code, message, false));
    }

    private WorkflowRun<O> complete(int seq, Outcome outcome) {
        world.ask(() -> world.owner.complete(world.order(id, TESTER, ""), run(), seq, outcome));
        return this;
    }

    /** Takes it back: a new run goes on from there. @param position of the last entry that is kept */
    public WorkflowRun<O> rewind(long position) {
        world.rewind(id, position, TESTER);
        return this;
    }

    /** Makes another workflow of what this one was. @param position of the last entry that is copied @param forkId the id of the other */
    public WorkflowRun<O> fork(long position, String forkId) {
        world.fork(id, position, forkId, TESTER);
        return new WorkflowRun<>(world, forkId, type);
    }

    // ---- what came of it

    /** Its id. */
    public String id() {
        return id;
    }

    /** Its state. */
    public Status status() {
        return row().status();
    }

    /** Its result; an error that says how it stands if it has none. */
    @SuppressWarnings({"unchecked", "NullAway"}) // a result may be null
    public O result() {
        String json = row().result().orElseThrow(() -> TestError.noResult(id, world.describe(id)));
        try {
            return (O) Values.read(json, type);
        } catch (JsonProcessingException e) {
            throw TestError.unreadable("the result of " + id, e);
        }
    }

    /** Why it has failed or is stuck: {@code type}, {@code code}, {@code message}, {@code retryable}. */
    public Optional<JsonObject> failure() {
        return row().failure().map(JsonObject::new);
    }

    /** What it waits for, in words; empty when it has ended. */
    public Optional<String> waitingFor() {
        return row().waitingFor();
    }

    /** The source line at which it waits. */
    public Optional<String> sourceLine() {
        return row().sourceLine();
    }

    /** What it says that it is doing. */
    public Optional<String> statusText() {
        return row().statusText();
    }

    /** Its tags. */
    public Map<String, String> tags() {
        return row().tags();
    }

    /** Which run of it this is: one more with every rewind and every {@code continueAsNew}. */
    public int run() {
        return row().run();
    }

    private WorkflowHead row() {
        return world.store.required(id);
    }

    /** The journal of its present run, as the API shows it. */
    public List<JournalEntry> journal() {
        return whole().entries();
    }

    /** The journal of an earlier run. */
    public List<JournalEntry> journal(int run) {
        return Journals.entries(world.store.encoded(id, run));
    }

    /** The journal of its present run with what is needed to replay it, as it is exported. */
    public WholeJournal whole() {
        return whole(run());
    }

    /** The journal of an earlier run with what is needed to replay it. */
    public WholeJournal whole(int run) {
        WorkflowHead row = row();
        return new WholeJournal(id, row.name(), row.version(), row.status().name(), run, journal(run));
    }

    /** The names of the local steps that have ended, in the order in which they did. */
    public List<String> steps() {
        return world.journal(id).stream()
                .map(Recorded::entry)
                .filter(entry -> entry instanceof Entry.Completed step
                        && (step.kind() == Kind.RUN || step.kind() == Kind.COMPUTE))
                .map(entry -> ((Entry.Completed) entry).name())
                .toList();
    }

    /** The calls that it has sent, in their order, questions among them. */
    public List<Call> calls() {
        return world.bus.calls().stream()
                .filter(call -> call.workflow().equals(id))
                .toList();
    }

    /** Its calls of one action: {@code iaas.v1/create}. */
    public List<Call> calls(String name) {
        return calls().stream().filter(call -> call.name().equals(name)).toList();
    }

    /** What it has asked people, in its order. */
    public List<Asked> asked() {
        return world.people.asked().stream()
                .filter(question -> question.workflow().equals(id))
                .toList();
    }

    /** The names of the steps and calls that it gave after its code had ended with an exception or a cancellation, in their order. */
    public List<String> compensations() {
        WorkflowHead row = row();
        return Undone.in(id, world.catalog.required(row.name(), row.version()), world.journal(id));
    }

    /** The ids of its children that have been started, in their order. */
    public List<String> children() {
        return world.store.all().stream()
                .filter(row -> row.parent().equals(Optional.of(id)))
                .map(WorkflowHead::id)
                .toList();
    }

    /** Another workflow in the same memory. */
    public WorkflowRun<?> other(String otherId) {
        WorkflowHead row = world.store.required(otherId);
        return new WorkflowRun<>(
                world,
                otherId,
                WorkflowTest.resultOf(
                        world.catalog.required(row.name(), row.version()).type()));
    }

    @Override
    public String toString() {
        return "workflow %s, %s".formatted(id, world.describe(id));
    }
}
