package io.dormouse.engine.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Services;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An owner of ten partitions over a store, a loop and a bus that the test holds in its hands. */
final class OwnerUnderTest implements Services, Bus {
    /** A call that has left. */
    record Sent(Request.ServiceCall call, String key, String actor, Promise<String> answer) {}

    final SteppedLoop loop = new SteppedLoop();
    final MemoryStore store = new MemoryStore(loop);
    final List<Sent> sent = new ArrayList<>();
    final List<String> cancelled = new ArrayList<>();
    final Map<String, Workflow<Object, Object>> code = new HashMap<>();
    Future<Void> answerToCancel = Future.succeededFuture();
    Future<Void> rereading = Future.succeededFuture();
    Owner owner;

    private final MemoryLimits limits;
    private Life life;

    /** The loop of an owner while its process lives. */
    private static final class Life implements Loop {
        private final Loop loop;
        private boolean over;

        Life(Loop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable task) {
            loop.execute(() -> whileAlive(task));
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            loop.schedule(delay, () -> whileAlive(task));
        }

        private void whileAlive(Runnable task) {
            if (!over) task.run();
        }
    }

    private static final AtomicInteger orders = new AtomicInteger();

    /** An order with a key of its own. */
    static Order order(String id, String by, String reason) {
        return new Order(id, "order-" + orders.incrementAndGet(), by, reason);
    }

    /** Which workflows the next process reads. */
    Admission admission = Admission.FREE;

    OwnerUnderTest() {
        this(100);
    }

    OwnerUnderTest(int warmLimit) {
        this(MemoryLimits.ofAsleep(warmLimit));
    }

    OwnerUnderTest(MemoryLimits limits) {
        this.limits = limits;
        this.life = new Life(loop);
        this.owner = newOwner();
        loop.runAll();
    }

    private Owner newOwner() {
        Owner born = new Owner(
                new Ports(
                        store,
                        life,
                        loop,
                        (name, version) -> Optional.ofNullable(code.get(name))
                                .map(workflow -> new Definition(
                                        name,
                                        version,
                                        OwnerUnderTest.class,
                                        Wire.MAPPER.constructType(Object.class),
                                        () -> workflow)),
                        this,
                        this,
                        Thread.ofVirtual().factory(),
                        StepThreads.left(task -> Thread.ofVirtual().start(task)),
                        task -> Thread.ofPlatform().start(task),
                        new Random(1),
                        admission,
                        announced -> announced.forEach(this::ring),
                        () -> rereading),
                limits);
        born.take(IntStream.range(0, 10).boxed().collect(Collectors.toSet()));
        return born;
    }

    /** The process dies, whatever it is about; another one takes over what is durable. */
    OwnerUnderTest restart() {
        life.over = true;
        life = new Life(loop);
        store.held.clear();
        store.hold = false;
        sent.clear();
        owner = newOwner();
        owner.load(store.rows.values().stream()
                .filter(row -> row.status() == Status.RUNNING || row.status() == Status.STUCK)
                .map(row -> row.id())
                .toList());
        sweep();
        loop.runAll();
        return this;
    }

    /** Reads from the rows what a lost doorbell may have left behind. */
    void sweep() {
        owner.timersAreNear(store.timers());
        owner.withdraw(List.copyOf(store.cancellations.values()));
        store.events.keySet().forEach(this::ring);
    }

    OwnerUnderTest code(String name, Workflow<Object, Object> workflow) {
        code.put(name, workflow);
        return this;
    }

    Future<StartResult> start(String name, String id) {
        return owner.start(new NewWorkflow(id, 1, name, 1, true, "null", "tester", 7));
    }

    /** Starts one and runs until its row has the status. */
    OwnerUnderTest started(String name, String id, Status status) {
        start(name, id);
        return until(id, status);
    }

    OwnerUnderTest until(String id, Status status) {
        return until(id + " is " + status, () -> store.rows.containsKey(id) && store.statusOf(id) == status);
    }

    /** Lets time pass until something holds. */
    OwnerUnderTest until(String what, BooleanSupplier holds) {
        loop.runUntil(what, () -> {
            if (holds.getAsBoolean()) return true;
            loop.advance(Duration.ofMillis(10));
            return holds.getAsBoolean();
        });
        return this;
    }

    /** Lets a second pass in small steps, so that threads of workflows come to do what they do meanwhile. */
    void aWhile() {
        Set<Thread> none = Set.of();
        for (int i = 0; i < 100; i++) {
            loop.advance(Duration.ofMillis(10));
            loop.runUntil("all wait", () -> owner.running().equals(none));
        }
    }

    /** What was answered. */
    <T> T done(Future<T> answer) {
        until("answered", answer::isComplete);
        if (answer.failed()) throw new AssertionError("it was refused", answer.cause());
        return answer.result();
    }

    /** With what it was refused. */
    Throwable refused(Future<?> answer) {
        until("answered", answer::isComplete);
        assertThat(answer.failed()).as("was refused").isTrue();
        return answer.cause();
    }

    /** The flush of an order is committed, and its answer lost. */
    <T> Future<T> loseTheAnswer(Supplier<Future<T>> order) {
        Future<T> answer = heldBack(order);
        MemoryStore.Flush lost = store.held.remove();
        store.apply(lost);
        store.fail(lost, Why.ANSWER_LOST, "connection reset");
        return answer;
    }

    /** The flush of an order vanishes. */
    <T> Future<T> loseTheFlush(Supplier<Future<T>> order) {
        Future<T> answer = heldBack(order);
        store.fail(store.held.remove(), Why.ANSWER_LOST, "connection reset");
        return answer;
    }

    /** The flush of an order is refused because the database is away; the one after it goes through. */
    <T> Future<T> refuseTheFlush(Supplier<Future<T>> order) {
        Future<T> answer = heldBack(order);
        store.fail(store.held.remove(), Why.UNAVAILABLE, "away");
        return answer;
    }

    private <T> Future<T> heldBack(Supplier<Future<T>> order) {
        store.hold = true;
        Future<T> answer = order.get();
        until("a flush is sent", () -> !store.held.isEmpty());
        store.hold = false;
        return answer;
    }

    /** Commits what is held back, and holds nothing back any more. */
    void release() {
        store.hold = false;
        while (!store.held.isEmpty()) store.commit(store.held.remove());
    }

    /** Triggers an event, as the trigger does. */
    void trigger(String key, String json) {
        store.events.putIfAbsent(key, json);
        ring(key);
    }

    /** Rings whoever waits for an event, as the trigger does. */
    void ring(String key) {
        owner.ring(key, store.waitersOf(key));
    }

    long completions(String id, int seq) {
        return store.journalOf(id).stream()
                .filter(entry -> entry instanceof Entry.Completed completed && completed.seq() == seq)
                .count();
    }

    void lose(Set<Integer> partitions) {
        owner.lose(partitions);
    }

    /** The call with this key that left last. */
    Sent call(String key) {
        until("sent " + key, () -> sent.stream().anyMatch(one -> one.key().equals(key)));
        return sent.stream()
                .filter(one -> one.key().equals(key))
                .reduce((first, last) -> last)
                .orElseThrow();
    }

    List<String> sentKeys() {
        return sent.stream().map(Sent::key).toList();
    }

    @Override
    public Future<String> call(Request.ServiceCall call, String key, String actor) {
        Sent one = new Sent(call, key, actor, Promise.promise());
        sent.add(one);
        return one.answer().future();
    }

    @Override
    public Future<Void> cancel(Withdrawal withdrawal) {
        cancelled.add(withdrawal.key());
        return answerToCancel;
    }

    @Override
    public <S> S proxy(Class<S> contract, Caller caller) {
        return contract.cast((Calls) action ->
                caller.call(new Request.ServiceCall("cloud.v1", action, "{}"), new Reader<String>() {
                    @Override
                    public String read(String json) {
                        return json.startsWith("\"") ? json.substring(1, json.length() - 1) : json;
                    }

                    @Override
                    public RuntimeException exception(Outcome.Failure failure) {
                        return new IllegalStateException(failure.message());
                    }
                }));
    }

    /** The service that test workflows call. */
    interface Calls {
        Future<String> make(String action);
    }

    @Override
    public Request.Ask ask(String requestId, Question question, List<String> approvers) {
        return new Request.Ask(
                new Request.ServiceCall("approval.v1", "request", "{}"), "approval:" + requestId, question.text());
    }

    @Override
    public Request.ServiceCall start(String childId, String name, int version, String input, String parent) {
        return new Request.ServiceCall("workflow.v1", "start", childId + ' ' + name + ' ' + input);
    }

    @Override
    public Decision decision(String json) {
        return new Decision(json.equals("true"), "", "boss", loop.now());
    }
}
