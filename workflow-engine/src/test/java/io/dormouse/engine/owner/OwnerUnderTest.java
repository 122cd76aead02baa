package io.dormouse.engine.owner;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Request;
import io.dormouse.engine.replay.Services;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WaitRow;
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
    final Owner owner;

    OwnerUnderTest() {
        this(100);
    }

    OwnerUnderTest(int warmLimit) {
        owner = new Owner(
                new Ports(
                        store,
                        loop,
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
                        task -> Thread.ofVirtual().start(task),
                        task -> Thread.ofPlatform().start(task),
                        new Random(1),
                        announced -> announced.forEach(this::ring),
                        () -> rereading),
                warmLimit);
        owner.take(IntStream.range(0, 10).boxed().collect(Collectors.toSet()));
        loop.runAll();
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
        loop.runUntil(id + " is " + status, () -> {
            if (store.rows.containsKey(id) && store.statusOf(id) == status) return true;
            loop.advance(Duration.ofMillis(10));
            return false;
        });
        return this;
    }

    /** Rings whoever waits for an event, as the trigger would. */
    void ring(String key) {
        owner.ring(
                key,
                store.waits.entrySet().stream()
                        .filter(entry -> entry.getValue().containsValue(new WaitRow.Event(key)))
                        .map(Map.Entry::getKey)
                        .toList());
    }

    long completions(String id, int seq) {
        return store.journalOf(id).stream()
                .filter(entry -> entry instanceof Entry.Completed completed && completed.seq() == seq)
                .count();
    }

    void lose(Set<Integer> partitions) {
        owner.lose(partitions);
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
                        return json;
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
