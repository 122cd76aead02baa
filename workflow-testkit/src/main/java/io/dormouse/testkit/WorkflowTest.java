package io.dormouse.testkit;

import com.fasterxml.jackson.databind.JavaType;
import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Values;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Workflow;
import io.dormouse.testkit.replay.WorkflowClass;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs a workflow in memory: with the engine that production has, over a store in memory, with services that the test stubs,
 * people whose decisions it writes down, and time that goes straight to the next timer. A month takes milliseconds.
 *
 * <pre>{@code
 * WorkflowRun<Outcome> run = WorkflowTest.of(ProvisionServer.class)
 *         .stub(IaasService.class, IaasService::create, request -> new Server("s-1", request.model(), …))
 *         .stub(JobService.class, JobService::run, request -> new JobResult(0, "done"))
 *         .approve("go")
 *         .run(new Request("B6", "shop.test", "1.2"));
 * assertThat(run.result().live()).isTrue();
 * }</pre>
 *
 * Whenever the workflow waits, its code is also run again from its start over what its journal has so far; if that comes out
 * differently, the test ends with a {@link NotDeterministicError} ({@link #runOnce} turns it off).
 *
 * <p>All that a {@code WorkflowTest} starts lives in one memory: children, and workflows that send each other events. It is
 * for one thread.
 *
 * @param <I> the workflow's input
 * @param <O> its result
 */
public final class WorkflowTest<I, O> {
    private final Definition definition;
    private final JavaType result;
    private final Stubs stubs = new Stubs();
    private final Catalog catalog = new Catalog();
    private final List<Consumer<World>> prepared = new ArrayList<>();
    private final List<Planned<O>> planned = new ArrayList<>();
    private final Map<String, String> tags = new HashMap<>();
    private Optional<Entry.Signalled> firstSignal = Optional.empty();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private String id = "test";
    private long seed = 1;
    private Duration patience = Duration.ofSeconds(10);
    private boolean runAgain = true;
    private @Nullable World world;

    private record Planned<O>(Duration after, Consumer<WorkflowRun<O>> action) {}

    private WorkflowTest(Definition definition, JavaType result) {
        this.definition = definition;
        this.result = result;
        catalog.add(definition);
    }

    /** A test of a workflow class; each run gets an instance of its own. */
    public static <I, O> WorkflowTest<I, O> of(Class<? extends Workflow<I, O>> type) {
        return new WorkflowTest<>(WorkflowClass.definition(type), resultOf(type));
    }

    /** A test of a workflow that is a lambda, for tests of one idea. */
    public static <I, O> WorkflowTest<I, O> of(String name, Class<I> input, Class<O> result, Workflow<I, O> code) {
        Definition definition = new Definition(name, 1, code.getClass(), Wire.MAPPER.constructType(input), () -> code);
        return new WorkflowTest<>(definition, Wire.MAPPER.constructType(result));
    }

    static JavaType resultOf(Class<?> type) {
        JavaType[] parameters = Wire.MAPPER.constructType(type).findTypeParameters(Workflow.class);
        return parameters.length < 2 ? Wire.MAPPER.constructType(Object.class) : parameters[1];
    }

    // ---- what is there

    /** Another workflow that may be started here, as a child or by {@link #start(Class, String, Object)}. */
    public WorkflowTest<I, O> with(Class<? extends Workflow<?, ?>> type) {
        catalog.add(WorkflowClass.definition(type));
        return this;
    }

    /** A lambda that stands in for another workflow, which must carry {@link Durable}. */
    public <A, R> WorkflowTest<I, O> child(Class<? extends Workflow<A, R>> type, Answer<A, R> answer) {
        Definition real = WorkflowClass.definition(type);
        Workflow<A, R> stub = (input, flow) -> given(answer, input);
        catalog.add(new Definition(real.name(), real.version(), real.type(), real.input(), () -> stub));
        return this;
    }

    @SuppressWarnings("NullAway") // a result may be null
    private static <A, R> R given(Answer<A, R> answer, A input) throws Exception {
        return answer.answer(input);
    }

    /** What a method of a service answers. */
    public <S, A, R> WorkflowTest<I, O> stub(
            Class<S> contract, BiFunction<S, A, Future<R>> method, Answer<A, R> answer) {
        stubs.method(contract, method, request -> Future.succeededFuture(answer.answer(request)));
        return this;
    }

    /** The same for an answer that takes its time: a call under way until the future is complete, for ever if it never is. */
    public <S, A, R> WorkflowTest<I, O> answer(
            Class<S> contract, BiFunction<S, A, Future<R>> method, Answer<A, Future<R>> answer) {
        stubs.method(contract, method, answer);
        return this;
    }

    /** What a method of a service answers, by its name and with its arguments as JSON. */
    public WorkflowTest<I, O> stub(Class<?> contract, String action, Answer<JsonObject, ?> answer) {
        stubs.action(contract, action, answer);
        return this;
    }

    /** A whole service; single methods of it may be stubbed besides. A future that it does not complete is a call that takes long. */
    public <S> WorkflowTest<I, O> stub(Class<S> contract, S implementation) {
        stubs.service(contract, implementation);
        return this;
    }

    // ---- what will happen

    /** The next question that nobody has an answer for is answered with yes. */
    public WorkflowTest<I, O> approve(String comment) {
        return decide(Verdict.approve(comment));
    }

    /** The next question that nobody has an answer for is answered with no. */
    public WorkflowTest<I, O> reject(String comment) {
        return decide(Verdict.reject(comment));
    }

    /** What is said to the next question that nobody has an answer for. */
    public WorkflowTest<I, O> decide(Verdict verdict) {
        return prepare(world -> world.people.prepare(verdict));
    }

    /** What is said to every question; nothing: it stays open, or gets what was prepared. */
    public WorkflowTest<I, O> whenAsked(Function<Asked, Optional<Verdict>> rule) {
        return prepare(world -> world.people.decideBy(rule));
    }

    /** An event that was triggered before the workflow starts. */
    public WorkflowTest<I, O> trigger(String key, Object value) {
        return prepare(world -> world.trigger(key, Values.write("the value of " + key, value)));
    }

    /** A signal that is there when the workflow starts. */
    public WorkflowTest<I, O> signal(String name, Object payload) {
        firstSignal = Optional.of(new Entry.Signalled(name, Values.write("the signal " + name, payload), "first"));
        return this;
    }

    /** Something that happens so long after the start, if time comes that far. */
    public WorkflowTest<I, O> after(Duration time, Consumer<WorkflowRun<O>> action) {
        planned.add(new Planned<>(time, action));
        return this;
    }

    // ---- how

    /** The id of the next workflow that is started; {@code test} unless it is said. */
    public WorkflowTest<I, O> id(String workflowId) {
        id = workflowId;
        return this;
    }

    /** A tag that it is started with. */
    public WorkflowTest<I, O> tag(String name, String value) {
        tags.put(name, value);
        return this;
    }

    /** The time at which the test begins; 2026-01-01T00:00:00Z unless it is said. */
    public WorkflowTest<I, O> startingAt(Instant time) {
        now = time;
        return this;
    }

    /** Other random values than those that a test has by default. */
    public WorkflowTest<I, O> seed(long other) {
        seed = other;
        return this;
    }

    /** How long, in real time, the workflow's code may run without an await before the test gives up: ten seconds unless it is said. More for a debugger. */
    public WorkflowTest<I, O> patience(Duration realTime) {
        patience = realTime;
        return this;
    }

    /** Does not run the code again at every await. */
    public WorkflowTest<I, O> runOnce() {
        runAgain = false;
        return this;
    }

    // ---- running

    /** Starts the workflow and lets time pass until it has ended, or until nothing that the test has said can wake it. */
    public WorkflowRun<O> run(I input) {
        return start(input).finish();
    }

    /** Starts the workflow; no more time passes than it takes to see what it waits for. */
    public WorkflowRun<O> start(I input) {
        World memory = world();
        WorkflowRun<O> run = new WorkflowRun<>(memory, id, result);
        for (Planned<O> one : planned) {
            memory.plan(memory.loop.now().plus(one.after()), () -> one.action().accept(run));
        }
        memory.start(
                id, catalog.required(definition.name(), definition.version()), input, Map.copyOf(tags), firstSignal);
        return run;
    }

    /** Starts another workflow in the same memory. */
    public <A, R> WorkflowRun<R> start(Class<? extends Workflow<A, R>> type, String workflowId, A input) {
        Definition other = WorkflowClass.definition(type);
        catalog.add(other);
        world().start(workflowId, catalog.required(other.name(), other.version()), input, Map.of(), Optional.empty());
        return new WorkflowRun<>(world(), workflowId, resultOf(type));
    }

    private WorkflowTest<I, O> prepare(Consumer<World> preparation) {
        if (world == null) prepared.add(preparation);
        else preparation.accept(world);
        return this;
    }

    private World world() {
        World memory = world;
        if (memory == null) {
            memory = new World(now, patience, seed, runAgain, stubs, catalog);
            world = memory;
            for (Consumer<World> preparation : prepared) preparation.accept(memory);
        }
        return memory;
    }
}
