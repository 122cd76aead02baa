package io.dormouse.engine.replay;

import io.dormouse.engine.journal.Recorded;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * From the owner to the workflow's thread, in order. A thread that waits here is referenced by nothing but this mailbox, so one
 * that nobody needs any more is garbage together with it (the JVM runs with {@code -Djdk.trackAllThreads=false}).
 */
final class Mailbox {
    private final Queue<Recorded> entries = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread reader;

    /** Called by the owner. */
    void put(List<Recorded> committed) {
        entries.addAll(committed);
        Thread waiting = reader;
        if (waiting != null) LockSupport.unpark(waiting);
    }

    /** The next entry if there is one. */
    @Nullable
    Recorded poll() {
        return entries.poll();
    }

    /** The next entry, waiting for it as long as it takes. */
    Recorded take() {
        reader = Thread.currentThread();
        try {
            while (true) {
                Recorded next = entries.poll();
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
