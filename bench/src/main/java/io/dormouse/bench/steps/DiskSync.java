package io.dormouse.bench.steps;

import io.dormouse.bench.rig.Spread;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the disk takes to keep one page of Postgres' log: 8 KiB written over what a file has there already, and {@code fdatasync}, one after
 * another. The file lies where the data of the embedded Postgres lie. No commit can be faster that waits for the disk.
 */
final class DiskSync {
    private static final int PAGE = 8_192;
    private static final int PAGES = 2_048;
    private static final int SYNCS = 400;

    private DiskSync() {}

    /** Milliseconds, half of them. */
    static double halfOfThem() throws IOException {
        Path file = Files.createTempFile("dormouse-sync-", ".log");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer page = ByteBuffer.allocateDirect(PAGE);
            for (int i = 0; i < PAGES; i++) channel.write(page.rewind(), (long) i * PAGE);
            channel.force(true);
            double[] millis = new double[SYNCS];
            for (int i = 0; i < SYNCS; i++) {
                long start = System.nanoTime();
                channel.write(page.rewind(), (long) (i % PAGES) * PAGE);
                channel.force(false);
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            return new Spread(millis).percentile(50);
        } finally {
            Files.delete(file);
        }
    }
}
