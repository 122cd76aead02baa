package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which workflows in memory wait for which event, and the looking for them in the store. */
final class EventWaits {
    private static final int LARGEST_LOOKUP = 2_000;

    /** Gives a waiting command the value of its event. */
    interface Wake {
        void wake(Waiter waiter, String value);
    }

    /** A command that waits. */
    record Waiter(String workflowId, int run, int seq) {}

    private final Map<String, Set<Waiter>> waiters = new HashMap<>();
    private final BatchedLookup<String, Map<String, String>> lookup;
    private final Wake wake;

    EventWaits(WorkflowStore store, Loop loop, Wake wake) {
        this.wake = wake;
        this.lookup = new BatchedLookup<>(
                LARGEST_LOOKUP, loop, store::events, batch -> batch.result().forEach(this::wakeAll));
    }

    /** Registers a wait, then looks whether the event is there already. */
    void register(String key, Waiter waiter) {
        waiters.merge(key, Set.of(waiter), EventWaits::both);
        lookup.ask(key);
    }

    void remove(String key, Waiter waiter) {
        waiters.computeIfPresent(key, (same, waiting) -> {
            if (waiting.size() > 1) waiting.remove(waiter);
            boolean none = waiting.isEmpty() || waiting.equals(Set.of(waiter));
            return none ? null : waiting;
        });
    }

    /** Mostly one waits for an event, so only where more do a set is made that can grow. */
    private static Set<Waiter> both(Set<Waiter> present, Set<Waiter> added) {
        Set<Waiter> both = present instanceof HashSet ? present : new HashSet<>(present);
        both.addAll(added);
        return both;
    }

    /** Somebody says that the event was triggered. */
    void ring(String key) {
        if (waiters.containsKey(key)) lookup.ask(key);
    }

    /** Looks for events again, wakes whoever waits for those that are there, and then does something. */
    void lookAgain(Collection<String> keys, Runnable then) {
        lookup.askThen(keys, then);
    }

    /** All keys that somebody in memory waits for. */
    Set<String> keys() {
        return Set.copyOf(waiters.keySet());
    }

    private void wakeAll(String key, String value) {
        List.copyOf(waiters.getOrDefault(key, Set.of())).forEach(waiter -> wake.wake(waiter, value));
    }
}
