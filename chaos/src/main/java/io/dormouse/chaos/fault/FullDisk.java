package io.dormouse.chaos.fault;

import io.dormouse.chaos.site.Disk;
import java.time.Duration;

/** Postgres cannot write another block. */
record FullDisk(Disk disk, Duration lasts) implements Fault {
    private static final Duration REFILL = Duration.ofMillis(500);

    @Override
    public String kind() {
        return "disk full";
    }

    @Override
    public String target() {
        return "postgres";
    }

    @Override
    public void strike(Calm calm) {
        long end = System.nanoTime() + lasts.toNanos();
        try {
            // A checkpoint gives segments back: what becomes free is taken again
            do disk.fill();
            while (calm.after(REFILL) && System.nanoTime() < end);
        } finally {
            disk.drain();
        }
    }
}
