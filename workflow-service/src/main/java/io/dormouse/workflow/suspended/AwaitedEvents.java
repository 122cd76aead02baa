package io.dormouse.workflow.suspended;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WaitRow;
import io.dormouse.workflow.store.Events.Waiting;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings waiters into the map of events when they have left memory, and takes away those that wait no longer. Who waits in memory hears every
 * trigger at once, and needs no hint. What an event has completed was taken away by its trigger. One batch at a time; what comes meanwhile shares
 * the next one, and what is too much is left out. Belongs to the loop of its owner.
 */
final class AwaitedEvents {
    private static final Logger log = LoggerFactory.getLogger(AwaitedEvents.class);

    /** Of so many workflows it knows the keys that they wait for. The hints of one that is forgotten stay until they are evicted. */
    private static final int MOST_KNOWN = 20_000;

    private static final int MOST_AT_ONCE = 10_000;

    private final EventMap map;
    private final Map<String, Map<Integer, String>> awaited = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<Integer, String>> eldest) {
            return size() > MOST_KNOWN;
        }
    };
    private Map<String, Waiting> come = new HashMap<>();
    private Set<String> gone = new HashSet<>();
    private boolean busy;

    AwaitedEvents(EventMap map) {
        this.map = map;
    }

    /** What a flush did to a workflow is durable. */
    void committed(Part part) {
        if (part.settled().isEmpty() && !part.allSettled()) return;
        forget(part);
        send();
    }

    /** A workflow sleeps in the store alone from now on. @param keys of the events that it waits for, by the number of the command */
    void leftMemory(String workflowId, int partition, Map<Integer, String> keys) {
        if (keys.isEmpty()) return;
        awaited.put(workflowId, new HashMap<>(keys));
        for (String key : keys.values()) {
            gone.remove(key);
            if (come.size() < MOST_AT_ONCE) come.put(key, new Waiting(workflowId, partition));
        }
        send();
    }

    private void forget(Part part) {
        Map<Integer, String> keys = awaited.get(part.id());
        if (keys == null) return;
        Set<Integer> settled = new HashSet<>(part.allSettled() ? keys.keySet() : part.settled());
        Set<Integer> happened = new HashSet<>();
        for (Recorded recorded : part.entries()) {
            if (recorded.entry() instanceof Entry.Completed completed) happened.add(completed.seq());
        }
        for (int seq : settled) {
            String key = keys.remove(seq);
            if (key == null) continue;
            come.remove(key);
            if (!happened.contains(seq) && gone.size() < MOST_AT_ONCE) gone.add(key);
        }
        if (keys.isEmpty()) awaited.remove(part.id());
    }

    /** A workflow was read, with the keys that it waits for. */
    void wasRead(Stored stored) {
        Map<Integer, String> keys = new HashMap<>(2);
        stored.waits().forEach((seq, row) -> {
            if (row instanceof WaitRow.Event event) keys.put(seq, event.key());
        });
        if (!keys.isEmpty()) awaited.put(stored.head().id(), keys);
    }

    private void send() {
        if (busy || (come.isEmpty() && gone.isEmpty())) return;
        busy = true;
        Map<String, Waiting> coming = come;
        Set<String> going = gone;
        come = new HashMap<>();
        gone = new HashSet<>();
        Future<Void> forgotten = going.isEmpty() ? Future.succeededFuture() : map.forget(going);
        Future<Void> remembered = coming.isEmpty() ? Future.succeededFuture() : map.remember(coming);
        Future.join(forgotten, remembered)
                .onFailure(failure -> log.debug("nobody can tell by the map who waits: {}", failure.getMessage()))
                .onComplete(done -> {
                    busy = false;
                    send();
                });
    }
}
