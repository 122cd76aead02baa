package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Recorded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * From the owner to the workflow's thread, in order. A thread that waits here is referenced by nothing but this mailbox, so one
 * that nobody needs any more is garbage together with it (the JVM runs with {@code -Djdk.trackAllThreads=false}).
 *
 * <p>An empty one holds nothing: what arrives is a stack of letters, which the reader takes whole and turns over.
 */
final class Mailbox {
    private static final AtomicReferenceFieldUpdater<Mailbox, @Nullable Letter> LAST =
            AtomicReferenceFieldUpdater.newUpdater(Mailbox.class, Letter.class, "last");

    private static final Iterator<Recorded> NONE = Collections.emptyIterator();

    /** What was put at once. */
    private record Letter(List<Recorded> entries, @Nullable Letter before) {}

    private volatile @Nullable Letter last;
    private volatile @Nullable Thread reader;

    /** Taken and not read yet; the reader's alone. */
    private Iterator<Recorded> opened = NONE;

    /** Called by the owner. */
    void put(List<Recorded> committed) {
        List<Recorded> entries = List.copyOf(committed);
        LAST.updateAndGet(this, before -> new Letter(entries, before));
        Thread waiting = reader;
        if (waiting != null) LockSupport.unpark(waiting);
    }

    /** The next entry if there is one. */
    @Nullable
    Recorded poll() {
        if (!opened.hasNext()) {
            if (last == null) return null;
            opened = inOrder(LAST.getAndSet(this, null));
            if (!opened.hasNext()) return null;
        }
        Recorded next = opened.next();
        if (!opened.hasNext()) opened = NONE;
        return next;
    }

    private static Iterator<Recorded> inOrder(@Nullable Letter newest) {
        if (newest == null) return NONE;
        if (newest.before() == null) return newest.entries().iterator();
        List<List<Recorded>> letters = new ArrayList<>();
        for (Letter letter = newest; letter != null; letter = letter.before()) letters.add(letter.entries());
        return letters.reversed().stream().flatMap(List::stream).iterator();
    }

    /** The next entry, waiting for it as long as it takes. */
    Recorded take() {
        reader = Thread.currentThread();
        try {
            while (true) {
                Recorded next = poll();
                if (next != null) return next;
                // Code that keeps the interrupted flag, as it is taught to, must not make the wait a busy one.
                Thread.interrupted();
                LockSupport.park(this);
            }
        } finally {
            reader = null;
        }
    }
}
