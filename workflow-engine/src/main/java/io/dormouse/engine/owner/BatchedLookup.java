package io.dormouse.engine.owner;

import io.vertx.core.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Many questions, one query: while one is under way the next one fills. Repeats a query that failed until the store answers.
 *
 * @param <K> what is asked for
 * @param <R> what a query gives
 */
final class BatchedLookup<K, R> {
    private static final System.Logger log = System.getLogger(BatchedLookup.class.getName());
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(300);

    private final int largest;
    private final Loop loop;
    private final Function<Collection<K>, Future<R>> query;
    private final Consumer<Batch<K, R>> answered;
    private final Set<K> keys = new LinkedHashSet<>();
    private final List<Runnable> afterwards = new ArrayList<>();
    private boolean busy;

    /** The answer to a query. */
    record Batch<K, R>(Set<K> keys, R result) {}

    BatchedLookup(int largest, Loop loop, Function<Collection<K>, Future<R>> query, Consumer<Batch<K, R>> answered) {
        this.largest = largest;
        this.loop = loop;
        this.query = query;
        this.answered = answered;
    }

    /** Asks for a key with the next query. */
    void ask(K key) {
        keys.add(key);
        loop.execute(this::send);
    }

    /** Asks for keys with the next query, and runs something once they, and all asked before, were answered. */
    void askThen(Collection<K> asked, Runnable then) {
        keys.addAll(asked);
        afterwards.add(then);
        loop.execute(this::send);
    }

    private void send() {
        if (busy || (keys.isEmpty() && afterwards.isEmpty())) return;
        busy = true;
        Set<K> batch = new LinkedHashSet<>();
        var waiting = keys.iterator();
        while (waiting.hasNext() && batch.size() < largest) {
            batch.add(waiting.next());
            waiting.remove();
        }
        List<Runnable> then = keys.isEmpty() ? List.copyOf(afterwards) : List.of();
        if (keys.isEmpty()) afterwards.clear();
        run(batch, then);
    }

    private void run(Set<K> batch, List<Runnable> then) {
        query.apply(batch)
                .onComplete(
                        result -> loop.execute(() -> {
                            busy = false;
                            try {
                                answered.accept(new Batch<>(batch, result));
                            } finally {
                                then.forEach(Runnable::run);
                                send();
                            }
                        }),
                        failure -> loop.execute(() -> {
                            log.log(
                                    Level.WARNING,
                                    "a look at the store failed and is repeated: " + failure.getMessage());
                            loop.schedule(PAUSE_AFTER_FAILURE, () -> run(batch, then));
                        }));
    }
}
