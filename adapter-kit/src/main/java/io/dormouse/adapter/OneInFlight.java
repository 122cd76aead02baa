package io.dormouse.adapter;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Carries items in batches: while one batch is under way, the next fills. No timer and no delay, so a lone item never waits
 * for company. Lives on one context.
 */
final class OneInFlight<T extends OneInFlight.Item> {
    private static final int MOST_ITEMS = 2_000;
    private static final int MOST_BYTES = 8 << 20;

    /** What can share a batch. */
    interface Item {
        /** Two items of the same identity never share a batch: the later one goes with a later batch. */
        Object identity();

        int bytes();
    }

    private final Function<List<T>, Future<?>> carry;
    private final ArrayDeque<T> waiting = new ArrayDeque<>();
    private boolean underWay;

    /** @param carry takes a batch; its future completes, well or badly, when the next batch may leave */
    OneInFlight(Function<List<T>, Future<?>> carry) {
        this.carry = carry;
    }

    void add(T item) {
        waiting.add(item);
        if (!underWay) next();
    }

    private void next() {
        underWay = !waiting.isEmpty();
        if (underWay) carry.apply(cut()).onComplete(carried -> next());
    }

    private List<T> cut() {
        List<T> batch = new ArrayList<>();
        Set<Object> identities = new HashSet<>();
        int bytes = 0;
        while (!waiting.isEmpty() && batch.size() < MOST_ITEMS && bytes < MOST_BYTES) {
            if (!identities.add(waiting.element().identity())) break;
            T item = waiting.remove();
            bytes += item.bytes();
            batch.add(item);
        }
        return batch;
    }
}
