package io.dormouse.testkit;

import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.owner.Bus;
import io.dormouse.engine.owner.Loop;
import io.dormouse.engine.owner.Withdrawal;
import io.dormouse.engine.replay.Request;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The services of a test, behind one ledger: a key has one effect and one answer, and the same key with another request is
 * refused, as an adapter would.
 */
final class MemoryBus implements Bus {
    /** So often one call may fail by the infrastructure before that is called a mistake. */
    private static final int MOST_FAILURES = 1_000;

    private final Loop loop;
    private final Stubs stubs;
    private final People people;
    private final Children children;
    private final Map<String, Entry> ledger = new LinkedHashMap<>();
    private final Map<String, Integer> failures = new HashMap<>();
    private Optional<TestError> endless = Optional.empty();

    /** Starts and cancels workflows for others. */
    interface Children {
        Future<String> start(Request.ServiceCall call, String actor);

        Future<Void> cancel(Withdrawal withdrawal);
    }

    private static final class Entry {
        final Request.ServiceCall call;
        final Promise<String> answer = Promise.promise();
        boolean withdrawn;

        Entry(Request.ServiceCall call) {
            this.call = call;
        }
    }

    MemoryBus(Loop loop, Stubs stubs, People people, Children children) {
        this.loop = loop;
        this.stubs = stubs;
        this.people = people;
        this.children = children;
    }

    @Override
    public Future<String> call(Request.ServiceCall call, String key, String actor) {
        Entry known = ledger.get(key);
        if (known == null) return onLoop(begin(call, key, actor));
        if (!known.call.equals(call)) return onLoop(Future.failedFuture(reused(call, known.call, key)));
        return onLoop(known.answer.future());
    }

    private Future<String> begin(Request.ServiceCall call, String key, String actor) {
        Entry entry = new Entry(call);
        ledger.put(key, entry);
        carryOut(call, key, actor).onComplete(entry.answer);
        return entry.answer.future().onFailure(failure -> {
            if (failure instanceof Refused) return;
            ledger.remove(key);
            int times = failures.merge(key, 1, Integer::sum);
            if (times >= MOST_FAILURES) endless = Optional.of(TestError.failsForEver(call, times, failure));
        });
    }

    /** Ends a test in which a call would be tried again for ever. */
    void requireAnEnd() {
        endless.ifPresent(error -> {
            throw error;
        });
    }

    private Future<String> carryOut(Request.ServiceCall call, String key, String actor) {
        if (stubs.knows(call)) return stubs.call(call);
        if (call.address().equals(ApprovalService.ADDRESS) && call.action().equals("request"))
            return people.ask(call, actor, Origin.ofKey(key).id());
        if (call.address().equals(WorkflowService.ADDRESS) && call.action().equals("start"))
            return children.start(call, actor);
        return stubs.call(call);
    }

    private static Refused reused(Request.ServiceCall now, Request.ServiceCall before, String key) {
        return new Refused(
                new Outcome.Failure(
                        "KEY_REUSED",
                        1003,
                        "the key %s was used for %s %s, and now comes with %s %s: the code has changed under a call in flight"
                                .formatted(key, before.action(), before.body(), now.action(), now.body()),
                        false),
                true);
    }

    @Override
    public Future<Void> cancel(Withdrawal withdrawal) {
        if (withdrawal.service().equals(WorkflowService.ADDRESS)) return onLoop(children.cancel(withdrawal));
        Entry entry = ledger.get(withdrawal.key());
        if (entry != null) entry.withdrawn = true;
        people.withdraw(withdrawal.key());
        return onLoop(Future.succeededFuture());
    }

    private <T> Future<T> onLoop(Future<T> answer) {
        Promise<T> promise = Promise.promise();
        answer.onComplete(result -> loop.execute(() -> promise.handle(result)));
        return promise.future();
    }

    /** The arguments that the call of a key was sent with. */
    Optional<String> sent(String key) {
        return Optional.ofNullable(ledger.get(key)).map(entry -> entry.call.body());
    }

    /** What was sent, in its order; what the infrastructure lost is not among it. */
    List<Call> calls() {
        List<Call> all = new ArrayList<>();
        ledger.forEach((key, entry) -> all.add(new Call(
                entry.call.address(),
                entry.call.action(),
                key,
                Origin.ofKey(key).id(),
                new JsonObject(entry.call.body()),
                entry.withdrawn)));
        return all;
    }
}
