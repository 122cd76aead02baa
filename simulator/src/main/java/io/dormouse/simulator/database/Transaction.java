package io.dormouse.simulator.database;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A transaction at the server: what it has locked, and what will be so when it commits. */
final class Transaction {
    private final Set<Lock.Place> places = new LinkedHashSet<>();
    private final Set<Lock.Place> inserted = new LinkedHashSet<>();
    private final List<Runnable> writes = new ArrayList<>();
    private boolean over;

    void holds(Lock.Place place) {
        places.add(place);
    }

    Set<Lock.Place> places() {
        return places;
    }

    /** Notes a key that this transaction inserts; false if it has before. */
    boolean insert(Lock lock) {
        return inserted.add(lock.place());
    }

    boolean hasInserted(Lock lock) {
        return inserted.contains(lock.place());
    }

    /** Something that will be so when it commits. */
    void write(Runnable write) {
        writes.add(write);
    }

    void apply() {
        writes.forEach(Runnable::run);
    }

    boolean isOver() {
        return over;
    }

    void end() {
        over = true;
    }
}
