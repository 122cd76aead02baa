package io.dormouse.workflow.cluster;

import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Needs that are on their way to the database, each once and all that have come together in one statement: a thousand first starts
 * are one question, not a thousand before which heartbeats would have to wait. Any thread.
 */
final class Unnoted {
    private final Function<Collection<Need>, Future<Void>> write;
    private Map<Need, Promise<Void>> next = new HashMap<>();
    private Map<Need, Promise<Void>> underWay = Map.of();

    /** @param write makes needs durable */
    Unnoted(Function<Collection<Need>, Future<Void>> write) {
        this.write = write;
    }

    /** Durable when this succeeds; fails when it could not be written, and may then be asked again. */
    Future<Void> note(Need need) {
        Promise<Void> noted;
        synchronized (this) {
            Promise<Void> present = underWay.get(need);
            if (present != null) return present.future();
            noted = next.computeIfAbsent(need, none -> Promise.promise());
        }
        writeNext();
        return noted.future();
    }

    private void writeNext() {
        Map<Need, Promise<Void>> batch;
        synchronized (this) {
            if (!underWay.isEmpty() || next.isEmpty()) return;
            batch = next;
            underWay = batch;
            next = new HashMap<>();
        }
        write.apply(List.copyOf(batch.keySet())).onComplete(written -> {
            synchronized (this) {
                underWay = Map.of();
            }
            writeNext();
            batch.values().forEach(promise -> promise.handle(written));
        });
    }
}
