package io.dormouse.simulator;

import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.check.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;

/** Many worlds, one a thread, until one does not hold. */
public final class Campaign {
    private static final int WORLDS_ALONE = 20;

    private final LongFunction<Verdict> world;
    private final Coverage coverage = new Coverage(new Witness());
    private final Map<String, Integer> others = new TreeMap<>();
    private final AtomicReference<Verdict> failed = new AtomicReference<>();
    private final AtomicLong ran = new AtomicLong();
    private final AtomicReference<Throwable> broken = new AtomicReference<>();

    private Campaign(LongFunction<Verdict> world) {
        this.world = world;
    }

    /**
     * What came of it.
     *
     * @param seeds how many worlds ran
     * @param failure the first that did not hold, by its seed
     * @param coverage what met what
     * @param others other things that were counted, by name
     */
    public record Result(
            long seeds, double seconds, Optional<Verdict> failure, Coverage coverage, Map<String, Integer> others) {
        /** Worlds a second. */
        public double perSecond() {
            return seeds / seconds;
        }
    }

    /** Runs the worlds of so many seeds in turn, on all processors; stops behind the first that does not hold. */
    public static Result run(long from, long seeds, Set<Bug> bugs) {
        return run(from, seeds, seed -> Simulation.run(seed, bugs));
    }

    /** Runs worlds of any kind. */
    public static Result run(long from, long seeds, LongFunction<Verdict> world) {
        return new Campaign(world).run(from, from + seeds);
    }

    private Result run(long from, long end) {
        long begun = System.nanoTime();
        AtomicLong next = new AtomicLong(from);
        // While classes are still initialised, two worlds would wait for each other, and a workflow's thread would go
        // on elsewhere.
        work(next, Math.min(end, from + WORLDS_ALONE));
        next.set(Math.min(end, from + WORLDS_ALONE));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
            threads.add(Thread.ofPlatform().name("world-" + i).start(() -> work(next, end)));
        }
        for (Thread thread : threads) join(thread);
        if (broken.get() != null) throw new IllegalStateException("a world broke the simulator", broken.get());
        double seconds = (System.nanoTime() - begun) / 1e9;
        return new Result(ran.get(), seconds, Optional.ofNullable(failed.get()), coverage, others);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while worlds run", e);
        }
    }

    /** Every seed below one that failed is run too, so that the first is always the same. */
    private void work(AtomicLong next, long end) {
        try {
            for (long seed = next.getAndIncrement(); seed < end; seed = next.getAndIncrement()) {
                Verdict failure = failed.get();
                if (failure != null && failure.seed() < seed) return;
                Verdict verdict = world.apply(seed);
                ran.incrementAndGet();
                add(verdict);
                if (verdict.problem().isPresent())
                    failed.accumulateAndGet(
                            verdict, (one, other) -> one == null || other.seed() < one.seed() ? other : one);
            }
        } catch (RuntimeException | Error e) {
            broken.compareAndSet(null, e);
        }
    }

    private synchronized void add(Verdict verdict) {
        coverage.add(verdict.coverage());
        verdict.others().forEach((what, times) -> others.merge(what, times, Integer::sum));
    }
}
