package io.dormouse.workflow.cluster;

import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Needs that are on their way to the database, all that have come together in one statement: a thousand first starts are two
 * questions, not a thousand before which heartbeats would have to wait. Any thread.
 */
final class Unnoted {
    private final Function<Collection<Need>, Future<Void>> write;
    private final long patienceMillis;
    private Map<Need, Promise<Void>> next = new HashMap<>();
    private boolean writing;

    /** @param write makes needs durable @param patienceMillis how long a write may take, whatever becomes of it */
    Unnoted(Function<Collection<Need>, Future<Void>> write, long patienceMillis) {
        this.write = write;
        this.patienceMillis = patienceMillis;
    }

    /**
     * Durable when this succeeds, by a statement that was sent after this was called: one under way may have met the partition
     * while it was another node's, and written nothing. Fails when it could not be written, and may then be asked again.
     */
    Future<Void> note(Need need) {
        Promise<Void> noted;
        synchronized (this) {
            noted = next.computeIfAbsent(need, none -> Promise.promise());
        }
        writeNext();
        return noted.future();
    }

    private void writeNext() {
        Map<Need, Promise<Void>> batch;
        synchronized (this) {
            if (writing || next.isEmpty()) return;
            writing = true;
            batch = next;
            next = new HashMap<>();
        }
        written(List.copyOf(batch.keySet())).onComplete(written -> {
            synchronized (this) {
                writing = false;
            }
            writeNext();
            batch.values().forEach(promise -> promise.handle(written));
        });
    }

    /** Ends, whatever the write does: all that come later wait for it. */
    private Future<Void> written(Collection<Need> needs) {
        try {
            return write.apply(needs).timeout(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }
}
