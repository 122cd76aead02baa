package io.dormouse.simulator.database;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who holds which lock, and who waits for it: first come, first served. */
final class Locks {
    /** Somebody who waits. */
    private record Waiting(Transaction transaction, boolean shared, Runnable granted) {}

    private static final class Held {
        @Nullable
        Transaction exclusive;

        final Set<Transaction> shared = new LinkedHashSet<>(2);
        final Deque<Waiting> queue = new ArrayDeque<>(1);

        boolean isHeldBy(Transaction transaction, boolean shareSuffices) {
            return exclusive == transaction || (shareSuffices && shared.contains(transaction));
        }

        boolean isFreeFor(Transaction transaction, boolean share) {
            boolean othersShare = shared.size() > (shared.contains(transaction) ? 1 : 0);
            return exclusive == null && (share || !othersShare);
        }

        void give(Transaction transaction, boolean share) {
            if (share) shared.add(transaction);
            else exclusive = transaction;
        }
    }

    private final Map<Lock.Place, Held> held = new HashMap<>();
    private final Map<Transaction, Lock.Place> waiting = new HashMap<>();

    /** What became of a wish. */
    enum Answer {
        GRANTED,
        /** The callback comes when it is granted. */
        WAIT,
        /** Those who hold it wait for this transaction. */
        DEADLOCK
    }

    Answer acquire(Transaction transaction, Lock lock, Runnable granted) {
        Held place = held.computeIfAbsent(lock.place(), none -> new Held());
        if (place.isHeldBy(transaction, lock.shared())) return Answer.GRANTED;
        if (place.queue.isEmpty() && place.isFreeFor(transaction, lock.shared())) {
            place.give(transaction, lock.shared());
            transaction.holds(lock.place());
            return Answer.GRANTED;
        }
        if (waitsFor(place, transaction, new HashSet<>())) return Answer.DEADLOCK;
        place.queue.add(new Waiting(transaction, lock.shared(), granted));
        waiting.put(transaction, lock.place());
        return Answer.WAIT;
    }

    private boolean waitsFor(Held place, Transaction transaction, Set<Transaction> seen) {
        List<Transaction> ahead = new ArrayList<>(place.shared);
        if (place.exclusive != null) ahead.add(place.exclusive);
        place.queue.forEach(one -> ahead.add(one.transaction()));
        for (Transaction other : ahead) {
            if (other == transaction) {
                if (!place.isHeldBy(transaction, true)) return true;
                continue;
            }
            Lock.Place next = waiting.get(other);
            Held wanted = next == null ? null : held.get(next);
            if (wanted == null || !seen.add(other)) continue;
            if (wanted.isHeldBy(transaction, true) || waitsFor(wanted, transaction, seen)) return true;
        }
        return false;
    }

    /** The transaction has ended; gives what those behind it have to do now. */
    List<Runnable> release(Transaction transaction) {
        List<Runnable> granted = new ArrayList<>();
        Lock.Place wanted = waiting.remove(transaction);
        Held queued = wanted == null ? null : held.get(wanted);
        if (wanted != null && queued != null) {
            queued.queue.removeIf(one -> one.transaction() == transaction);
            grant(wanted, queued, granted);
        }
        for (Lock.Place place : transaction.places()) {
            Held one = held.get(place);
            if (one == null) continue;
            if (one.exclusive == transaction) one.exclusive = null;
            one.shared.remove(transaction);
            grant(place, one, granted);
        }
        return granted;
    }

    private void grant(Lock.Place place, Held one, List<Runnable> granted) {
        while (!one.queue.isEmpty()) {
            Waiting next = one.queue.getFirst();
            if (!one.isFreeFor(next.transaction(), next.shared())) return;
            one.queue.removeFirst();
            one.give(next.transaction(), next.shared());
            next.transaction().holds(place);
            waiting.remove(next.transaction());
            granted.add(next.granted());
        }
        if (one.exclusive == null && one.shared.isEmpty()) held.remove(place);
    }

    /** Whether nobody holds or wants anything. */
    boolean isEmpty() {
        return held.isEmpty();
    }
}
