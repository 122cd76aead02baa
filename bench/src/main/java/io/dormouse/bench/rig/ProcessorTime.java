package io.dormouse.bench.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;

/** What processes have used of the processors, in seconds. */
final class ProcessorTime {
    /** Of the words behind the name in {@code /proc/PID/stat}: {@code cutime} and {@code cstime}, see proc_pid_stat(5). */
    private static final int CHILDREN_USER = 13;

    private static final int CHILDREN_SYSTEM = 14;

    /** What Linux shows to programs, whatever its own clock does. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessorTime() {}

    /** Of the process itself. */
    static double of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9;
    }

    /**
     * Of the process and of its children that have ended, with theirs: one that ends between two looks is not lost, because its parent
     * has its time then. Where there is no {@code /proc} those that have ended are missing.
     */
    static double withEndedChildren(ProcessHandle process) {
        try {
            return of(process) + ofEndedChildren(Files.readString(Path.of("/proc/" + process.pid() + "/stat")));
        } catch (NoSuchFileException e) {
            return of(process);
        } catch (IOException e) {
            if (process.isAlive())
                throw new IllegalStateException("the times of " + process.pid() + " cannot be read", e);
            return 0; // it has ended, and its parent has its time
        }
    }

    /** @param stat the name in it is whatever a process calls itself, brackets and spaces too */
    static double ofEndedChildren(String stat) {
        String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(words[CHILDREN_USER]) + Long.parseLong(words[CHILDREN_SYSTEM])) / TICKS_PER_SECOND;
    }
}
