package io.dormouse.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.owner.Admission;
import io.dormouse.engine.owner.MemoryLimits;
import io.dormouse.engine.owner.NewFork;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.owner.Order;
import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.owner.Ports;
import io.dormouse.engine.owner.StartResult;
import io.dormouse.engine.owner.Withdrawal;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Values;
import io.dormouse.engine.services.DurableServices;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.testkit.replay.Rerun;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * One process in memory: the owner that production has, over a store, services and people that the test holds in its hands,
 * and time that passes when the test says so.
 */
final class World implements MemoryBus.Children {
    /** The longest that time is skipped for one workflow. */
    private static final Duration HORIZON = Duration.ofDays(36_525);

    private static final int MOST_RUNS = 1_000;

    /** What the engine needs to put a workflow to bed, and some more. */
    private static final Duration MOMENT = Duration.ofMillis(400);

    private static final Duration PATIENCE_WITH_STEPS = Duration.ofSeconds(30);
    private static final int PARTITION = 0;
    private static final int WARM = Integer.MAX_VALUE;

    /** Something that the test wants to happen at a time. */
    private record Planned(Instant at, int order, Runnable action) implements Comparable<Planned> {
        @Override
        public int compareTo(Planned other) {
            return at.equals(other.at) ? Integer.compare(order, other.order) : at.compareTo(other.at);
        }
    }

    final SteppedLoop loop;
    final MemoryStore store;
    final MemoryBus bus;
    final People people;
    final Catalog catalog;
    final Owner owner;
    private final Steps steps;
    private final Optional<Twins> twins;
    private final PriorityQueue<Planned> plan = new PriorityQueue<>();
    private long seed;
    private long orders;
    private int planned;
    private int numbers;

    World(Instant start, Duration patience, long seed, boolean runAgain, Stubs stubs, Catalog catalog) {
        this.seed = seed;
        this.catalog = catalog;
        this.loop = new SteppedLoop(start, patience);
        this.steps = new Steps(loop);
        this.store = new MemoryStore(loop);
        this.people = new People(loop, this::trigger);
        this.bus = new MemoryBus(loop, stubs, people, this);
        this.twins = runAgain ? Optional.of(new Twins(new Rerun(patience), bus::sent)) : Optional.empty();
        this.owner = new Owner(
                new Ports(
                        store,
                        loop,
                        loop,
                        catalog,
                        new DurableServices(),
                        bus,
                        loop,
                        steps,
                        steps,
                        new Random(seed),
                        Admission.FREE,
                        this::ring,
                        Future::succeededFuture),
                MemoryLimits.ofAsleep(WARM));
        loop.watch(owner::running);
        owner.take(Set.of(PARTITION));
        loop.drain();
    }

    // ---- what happens to workflows

    /** Starts a workflow and lets a moment pass. */
    StartResult start(
            String id,
            Definition definition,
            Object input,
            Map<String, String> tags,
            Optional<Entry.Signalled> signal) {
        String json = checked(definition, Values.write("the input", input));
        NewWorkflow start = new NewWorkflow(
                id,
                PARTITION,
                definition.name(),
                definition.version(),
                false,
                json,
                "tester",
                seed++,
                Optional.empty(),
                tags,
                signal);
        return ask(() -> owner.start(start));
    }

    private static String checked(Definition definition, String json) {
        try {
            return Values.write("the input", Values.readInput(json, definition.input()));
        } catch (Exception e) {
            throw WorkflowFailure.INPUT_INVALID.exception(
                    "this is no input of %s: %s".formatted(definition.name(), e.getMessage()));
        }
    }

    /** Asks the owner for something, and lets a moment pass; what it refuses is thrown. */
    <T> T ask(Supplier<Future<T>> question) {
        Future<T> answer = question.get();
        settle();
        if (answer.succeeded()) return answer.result();
        if (answer.cause() instanceof RuntimeException refusal) throw refusal;
        throw new IllegalStateException("the owner has not answered", answer.cause());
    }

    @Override
    public Future<String> start(Request.ServiceCall call, String actor) {
        try {
            JsonNode request = Wire.MAPPER.readTree(call.body()).path("request");
            StartWorkflow start = Wire.MAPPER.treeToValue(request, StartWorkflow.class);
            Definition definition = start.version()
                    .map(version -> catalog.required(start.name(), version))
                    .orElseGet(() -> catalog.highest(start.name()));
            NewWorkflow child = new NewWorkflow(
                    start.id().orElseThrow(),
                    PARTITION,
                    definition.name(),
                    definition.version(),
                    start.version().isEmpty(),
                    checked(definition, request.path("input").toString()),
                    actor,
                    seed++,
                    start.parent(),
                    start.tags().orElse(Map.of()),
                    Optional.empty());
            return owner.start(child).map(started -> "{}");
        } catch (Exception e) {
            return Future.failedFuture(e);
        }
    }

    @Override
    public Future<Void> cancel(Withdrawal withdrawal) {
        return owner.cancelChild(withdrawal.key(), PARTITION, withdrawal.workflowId());
    }

    /** Makes a workflow from a position of another. */
    void fork(String from, long position, String id, String by) {
        ask(() -> owner.fork(new NewFork(from, Optional.empty(), position, id, PARTITION, seed++, by, "")));
    }

    /** Takes a workflow back. */
    void rewind(String id, long position, String by) {
        ask(() -> owner.rewind(order(id, by, ""), position, seed++));
    }

    /** An order of its own, not the repeat of another one. */
    Order order(String id, String by, String reason) {
        return new Order(id, "order-" + orders++, by, reason);
    }

    /** Gives an event its value, unless it has one, and rings whoever waits. */
    void trigger(String key, String json) {
        String value = store.trigger(key, json);
        if (!value.equals(json)) {
            throw WorkflowFailure.EVENT_HAS_VALUE.exception(
                    "the event %s was triggered before with the value %s".formatted(key, value));
        }
        ring(Set.of(key));
    }

    private void ring(Set<String> keys) {
        keys.stream().sorted().forEach(key -> owner.ring(key, store.waitersOf(key)));
    }

    /** A number that nothing else here has. */
    int nextNumber() {
        return numbers++;
    }

    // ---- how time passes

    /** Something is to happen at a time that is still to come. */
    void plan(Instant at, Runnable action) {
        plan.add(new Planned(at, planned++, action));
    }

    /** Runs what can run now. */
    private void drain() {
        do {
            loop.drain();
            bus.requireAnEnd();
        } while (steps.runNext());
        runAgainWhatWaits();
    }

    private void runAgainWhatWaits() {
        List<String> changed = store.takeChanged();
        twins.ifPresent(again -> changed.forEach(id -> runAgain(again, id)));
    }

    private void runAgain(Twins again, String id) {
        WorkflowHead row = store.required(id);
        if (row.status() == Status.PAUSED || row.status() == Status.STUCK) return;
        catalog.find(row.name(), row.version())
                .ifPresent(definition -> again.compare(id, row.run(), definition, store.journal(id, row.run())));
    }

    /** Lets the moment pass that the engine needs until a workflow that waits is seen to wait. */
    void settle() {
        Instant end = loop.now().plus(MOMENT);
        drain();
        while (!allRest()) {
            Optional<Instant> next = loop.nextDue().filter(due -> !due.isAfter(end));
            if (next.isEmpty()) return;
            loop.advanceTo(next.get());
            drain();
        }
    }

    /** Whether nothing can happen to any workflow unless time passes or somebody does something. */
    private boolean allRest() {
        return !store.isAnyRunning();
    }

    /** Lets so much time pass. */
    void pass(Duration time) {
        Instant end = loop.now().plus(time);
        drain();
        for (Optional<Instant> next = next(end); next.isPresent(); next = next(end)) reach(next.get());
        loop.advanceTo(end);
        drain();
        settle();
    }

    /** Lets time pass until a workflow has ended, or nothing that is known of can wake it. */
    void finish(String id) {
        Instant end = loop.now().plus(HORIZON);
        drain();
        while (!store.required(id).status().isEnd()) {
            Optional<Instant> next = next(Instant.MAX);
            if (next.isPresent()) reach(next.get());
            else if (!awaitStep()) return;
            if (loop.now().isAfter(end)) throw TestError.neverEnds(id, HORIZON, describe(id));
            if (store.required(id).run() > MOST_RUNS) throw TestError.goesOnForEver(id, MOST_RUNS);
        }
    }

    private boolean awaitStep() {
        if (!steps.areRunning() || !loop.awaitElsewhere(PATIENCE_WITH_STEPS)) return false;
        drain();
        return true;
    }

    /** When all sleep, time goes straight to the next timer; otherwise to whatever is due next. */
    private Optional<Instant> next(Instant end) {
        Optional<Instant> due = allRest() ? store.nextTimer() : loop.nextDue();
        Optional<Instant> first = Optional.ofNullable(plan.peek())
                .map(Planned::at)
                .filter(at -> due.isEmpty() || !at.isAfter(due.get()))
                .or(() -> due);
        return first.filter(at -> !at.isAfter(end));
    }

    private void reach(Instant time) {
        loop.advanceTo(time);
        drain();
        while (!plan.isEmpty() && !plan.element().at().isAfter(loop.now())) {
            plan.remove().action().run();
            drain();
        }
    }

    // ---- what there is to see

    /** A workflow's state as a sentence has it. */
    String describe(String id) {
        WorkflowHead row = store.required(id);
        String waits = row.waitingFor()
                .map(what -> " and waits for %s at %s"
                        .formatted(what, row.sourceLine().orElse("unknown")))
                .orElse("");
        return row.status()
                + waits
                + row.failure().map(failure -> ": " + failure).orElse("");
    }

    /** The journal of the present run. */
    List<Recorded> journal(String id) {
        return store.journal(id, store.required(id).run());
    }
}
