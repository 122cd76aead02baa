package io.dormouse.postgres;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waiting for the end of a process that need not be our child. */
final class Ended {
    private Ended() {}

    static boolean within(ProcessHandle process, Duration patience) {
        try {
            process.onExit().get(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot watch process " + process.pid(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PostgresException.interrupted("waiting for process " + process.pid());
        }
    }
}
