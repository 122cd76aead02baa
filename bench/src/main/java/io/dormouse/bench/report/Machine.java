package io.dormouse.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What the figures depend on and the code does not. */
final class Machine {
    /** Whether Linux shares a processor out among sessions before it does among threads (sched(7), "The autogroup feature"). */
    private static final Path AUTOGROUP = Path.of("/proc/sys/kernel/sched_autogroup_enabled");

    private Machine() {}

    /** In one line. */
    static String described() {
        return String.format(
                Locale.ROOT,
                "%s%s, %d processors, %,d MiB for this JVM, Java %s, Postgres beside it with fsync on",
                System.getProperty("os.name"),
                isScheduledBySession() ? " that schedules by session" : "",
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20,
                Runtime.version());
    }

    private static boolean isScheduledBySession() {
        try {
            return Files.readString(AUTOGROUP).strip().equals("1");
        } catch (IOException e) {
            return false; // another system, or a kernel that does not know it
        }
    }
}
