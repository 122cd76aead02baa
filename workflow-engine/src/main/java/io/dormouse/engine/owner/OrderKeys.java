package io.dormouse.engine.owner;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.engine.store.WorkflowStore;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Sees to it that an order is carried out once. Its key is committed with what it does, so whoever did not hear the answer and
 * gives the order again, at whatever owner, finds the key and is answered; an owner that has not seen it yet meets the primary
 * key of the row. An order that was refused has left no key, and is judged anew.
 */
final class OrderKeys {
    private static final int LARGEST_LOOKUP = 500;

    private final BatchedLookup<Addressee.Key, Map<Addressee.Key, Addressee>> lookup;
    private final Map<Addressee.Key, UnderWay> underWay = new HashMap<>();

    private record UnderWay(Promise<Addressee> found, Future<?> answer) {}

    OrderKeys(WorkflowStore store, Loop loop) {
        this.lookup = new BatchedLookup<>(LARGEST_LOOKUP, loop, store::addressees, this::lookedUp);
    }

    /**
     * Carries an order out, unless that has been done.
     *
     * @param what is ordered, with all that makes another order a different one
     * @param again the answer to whoever repeats it, from the workflow's row as it is now
     * @param first carries it out; the row that it is given goes with the same flush
     */
    <T> Future<T> once(
            Order order, String what, Function<WorkflowHead, Future<T>> again, Function<KeyRow, Future<T>> first) {
        Addressee.Key key = new Addressee.Key(order.id(), order.key());
        UnderWay before = underWay.get(key);
        if (before != null) return before.answer().transform(ended -> once(order, what, again, first));
        Promise<Addressee> found = Promise.promise();
        KeyRow row = order.row(what);
        Future<T> answer = found.future().compose(addressee -> {
            if (addressee.head().isEmpty()) return Future.failedFuture(unknown(order.id()));
            if (addressee.known().isEmpty()) return first.apply(row);
            return addressee.isKnownAs(row)
                    ? again.apply(addressee.head().get())
                    : Future.failedFuture(
                            reused(order.id(), row, addressee.known().get()));
        });
        underWay.put(key, new UnderWay(found, answer));
        lookup.ask(key);
        return answer.onComplete(answered -> underWay.remove(key));
    }

    private void lookedUp(BatchedLookup.Batch<Addressee.Key, Map<Addressee.Key, Addressee>> batch) {
        for (Addressee.Key key : batch.keys()) {
            Addressee addressee = batch.result().get(key);
            UnderWay asked = underWay.get(key);
            if (addressee != null && asked != null) asked.found().tryComplete(addressee);
        }
    }

    private static RuntimeException unknown(String id) {
        return WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id %s".formatted(id));
    }

    /** The refusal of something under a key that stands for something else. */
    static RuntimeException reused(String id, KeyRow wanted, String before) {
        return CallFailure.KEY_REUSED.exception(
                "the key %s belongs to something else that reached the workflow %s, %s; this one was %s; nothing was done, give it a key of its own"
                        .formatted(wanted.key(), id, named(before), named(wanted.order())));
    }

    private static String named(String order) {
        return order.isEmpty() ? "a signal" : "'%s'".formatted(order);
    }
}
