package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Clocks;
import io.dormouse.chaos.site.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults at random, two at once at most and with pauses, until it is told to end. */
public final class Storm implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Storm.class);
    private static final int AT_ONCE = 2;
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final Duration END_PATIENCE = Duration.ofMinutes(2);

    private final Calm calm = new Calm();
    private final Semaphore room = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> struck = new HashSet<>();
    private final FaultLog faults;
    private final Dice dice;

    private Storm(Site site, Optional<Clocks> clocks, long seed, Path log) {
        dice = new Dice(site, clocks, seed);
        faults = new FaultLog(log);
    }

    /** Begins; every fault's begin and end is appended to a file. */
    public static Storm start(Site site, Optional<Clocks> clocks, long seed, Path log) {
        Storm storm = new Storm(site, clocks, seed, log);
        storm.threads.execute(storm::blow);
        return storm;
    }

    /** How many there have been, by kind. */
    public Map<String, Integer> counts() {
        return faults.counts();
    }

    private void blow() {
        while (calm.after(dice.between(SHORTEST_PAUSE, LONGEST_PAUSE))) {
            Fault fault = dice.fault();
            if (!claim(fault)) continue;
            try {
                room.acquire();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            // The waiting for room may have been the last
            if (calm.after(Duration.ZERO)) threads.execute(() -> strike(fault));
        }
    }

    private void strike(Fault fault) {
        int id = faults.begin(fault);
        String detail = "";
        try {
            fault.strike(calm);
        } catch (RuntimeException e) {
            log.error("{} of {} could not be done or undone", fault.kind(), fault.target(), e);
            detail = e.toString();
        } finally {
            faults.end(id, fault, detail);
            release(fault);
            room.release();
        }
    }

    /** What is struck already is left alone: a frozen process cannot be told to stop. */
    private synchronized boolean claim(Fault fault) {
        return struck.add(fault.target());
    }

    private synchronized void release(Fault fault) {
        struck.remove(fault.target());
    }

    /** Ends every fault; returns when the last is undone. */
    @Override
    public void close() {
        calm.begin();
        threads.shutdown();
        try {
            if (!threads.awaitTermination(END_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                log.error("faults are still under way after {}", END_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        faults.close();
    }
}
