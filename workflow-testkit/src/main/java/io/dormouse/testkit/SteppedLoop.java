package io.dormouse.testkit;

import io.dormouse.engine.owner.Loop;
import io.dormouse.engine.owner.StoreClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop and a clock that only the test moves. It comes out the same each time although the code of each workflow has a thread
 * of its own: after each task of the loop all threads that it has woken are heard, in the order in which they began, each until
 * it waits again. A new thread begins only then.
 */
final class SteppedLoop implements Loop, StoreClock, ThreadFactory {
    private record Later(Instant due, long order, Runnable task) {}

    private final Duration patience;
    private final Object lock = new Object();
    private final Map<Thread, Deque<Runnable>> said = new LinkedHashMap<>();
    private final Map<Thread, CountDownLatch> beginnings = new HashMap<>();
    private final Deque<Runnable> fromElsewhere = new ArrayDeque<>();

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparing(Later::due).thenComparing(Later::order));
    private Supplier<? extends Collection<Thread>> running = List::of;
    private long order;
    private int threads;
    private volatile Instant now;
    private volatile @Nullable Thread driver;

    /** @param patience how long, in real time, code may run without an await before that is called a mistake */
    SteppedLoop(Instant start, Duration patience) {
        this.now = start;
        this.patience = patience;
    }

    /** @param threads tells which threads of workflows run now rather than wait */
    void watch(Supplier<? extends Collection<Thread>> threads) {
        running = threads;
    }

    @Override
    public Thread newThread(Runnable code) {
        CountDownLatch beginning = new CountDownLatch(1);
        Thread thread = Thread.ofVirtual().name("workflow-" + threads++).unstarted(() -> begin(beginning, code));
        synchronized (lock) {
            said.put(thread, new ArrayDeque<>(1));
        }
        beginnings.put(thread, beginning);
        return thread;
    }

    private static void begin(CountDownLatch beginning, Runnable code) {
        try {
            beginning.await();
            code.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void execute(Runnable task) {
        Thread caller = Thread.currentThread();
        if (caller == driver) {
            tasks.add(task);
            return;
        }
        synchronized (lock) {
            said.getOrDefault(caller, fromElsewhere).add(task);
            lock.notifyAll();
        }
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        later.add(new Later(now.plus(delay), order++, task));
    }

    @Override
    public Instant now() {
        return now;
    }

    /** Runs everything that can run without time passing, local steps aside. */
    void drain() {
        driver = Thread.currentThread();
        try {
            for (Runnable task = next(); task != null; task = next()) task.run();
        } finally {
            driver = null;
        }
    }

    private @Nullable Runnable next() {
        Thread first = firstRunning();
        if (first != null) return () -> hear(first);
        Runnable own = tasks.poll();
        if (own != null) return own;
        synchronized (lock) {
            Runnable other = fromElsewhere.poll();
            return other == null ? leftover() : other;
        }
    }

    private @Nullable Thread firstRunning() {
        Collection<Thread> busy = running.get();
        if (busy.isEmpty()) return null;
        synchronized (lock) {
            return said.keySet().stream().filter(busy::contains).findFirst().orElse(null);
        }
    }

    /** Hears out a thread until it waits: what it says first may be said before it has seen everything that it was given. */
    private void hear(Thread thread) {
        CountDownLatch beginning = beginnings.remove(thread);
        if (beginning != null) beginning.countDown();
        while (running.get().contains(thread)) await(thread).run();
    }

    private Runnable await(Thread thread) {
        long deadline = System.nanoTime() + patience.toNanos();
        synchronized (lock) {
            while (true) {
                Runnable next = said.getOrDefault(thread, fromElsewhere).poll();
                if (next != null) return next;
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) throw TestError.threadIsHeld(patience, List.of(thread.getStackTrace()));
                waitFor(left);
            }
        }
    }

    private void waitFor(long millis) {
        try {
            lock.wait(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw TestError.interrupted();
        }
    }

    /** What threads say that nobody waits for: those that were dropped while they ran, or have ended. */
    private @Nullable Runnable leftover() {
        for (Deque<Runnable> one : said.values()) {
            Runnable task = one.poll();
            if (task != null) return task;
        }
        said.keySet().removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        return null;
    }

    /** Waits, in real time, until something comes from another thread; says whether it did. */
    boolean awaitElsewhere(Duration longest) {
        long deadline = System.nanoTime() + longest.toNanos();
        synchronized (lock) {
            while (fromElsewhere.isEmpty()) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) return false;
                waitFor(left);
            }
            return true;
        }
    }

    /** When the next thing is due that was put off. */
    Optional<Instant> nextDue() {
        return Optional.ofNullable(later.peek()).map(Later::due);
    }

    /** Lets time pass at once until then, and runs what has come due. */
    void advanceTo(Instant time) {
        if (time.isAfter(now)) now = time;
        List<Later> due = new ArrayList<>();
        while (!later.isEmpty() && !later.element().due().isAfter(now)) due.add(later.remove());
        due.forEach(one -> tasks.add(one.task()));
    }
}
