package io.dormouse.bench.rig;

import java.lang.management.ManagementFactory;

/** The heap of this JVM: the node's and the generator's, which holds nothing. */
public final class Heap {
    private static final int COLLECTIONS = 3;

    private Heap() {}

    /** Bytes in use after collections: the first may only find what the next can free. */
    public static long used() {
        for (int i = 0; i < COLLECTIONS; i++) System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
