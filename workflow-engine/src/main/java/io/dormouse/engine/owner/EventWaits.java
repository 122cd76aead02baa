package io.dormouse.engine.owner;

import io.dormouse.engine.store.WorkflowStore;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which workflows in memory wait for which event, and the looking for them in the store. */
final class EventWaits {
    private static final int LARGEST_LOOKUP = 2_000;

    /** Gives a waiting command the value of its event. */
    interface Wake {
        void wake(Waiter waiter, String value);
    }

    /** All that wait for one event: mostly one, which needs no set. */
    private sealed interface Waiters {}

    /** A command that waits. */
    record Waiter(String workflowId, int run, int seq) implements Waiters {}

    private record Crowd(Set<Waiter> members) implements Waiters {
        Crowd with(Waiter added) {
            members.add(added);
            return this;
        }
    }

    private final Map<String, Waiters> waiters = new HashMap<>();
    private final BatchedLookup<String, Map<String, String>> lookup;
    private final Wake wake;

    EventWaits(WorkflowStore store, Loop loop, Wake wake) {
        this.wake = wake;
        this.lookup = new BatchedLookup<>(
                LARGEST_LOOKUP, loop, store::events, batch -> batch.result().forEach(this::wakeAll));
    }

    /** Registers a wait, then looks whether the event is there already. */
    void register(String key, Waiter waiter) {
        waiters.merge(key, waiter, (present, added) -> both(present, waiter));
        lookup.ask(key);
    }

    void remove(String key, Waiter waiter) {
        waiters.computeIfPresent(key, (same, present) -> without(present, waiter));
    }

    private static Waiters both(Waiters present, Waiter added) {
        return switch (present) {
            case Waiter one -> new Crowd(new HashSet<>(List.of(one))).with(added);
            case Crowd crowd -> crowd.with(added);
        };
    }

    private static @Nullable Waiters without(Waiters present, Waiter gone) {
        return switch (present) {
            case Waiter one -> one.equals(gone) ? null : one;
            case Crowd crowd -> crowd.members().remove(gone) && crowd.members().isEmpty() ? null : crowd;
        };
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
        switch (waiters.get(key)) {
            case null -> {}
            case Waiter one -> wake.wake(one, value);
            case Crowd crowd -> List.copyOf(crowd.members()).forEach(waiter -> wake.wake(waiter, value));
        }
    }
}
