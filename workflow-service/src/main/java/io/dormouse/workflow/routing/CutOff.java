package io.dormouse.workflow.routing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Which nodes this one has not seen in the cluster for a while: they have ended, or there is no way to them. On one event loop. */
public final class CutOff {
    /** A node that was killed has been silent for longer than others wait before they take from it. */
    private static final long A_WHILE_NANOS = Duration.ofMillis(2_500).toNanos();

    private final Predicate<String> seen;
    private final LongSupplier nanoTime;
    private final Map<String, Long> unseenSince = new HashMap<>();

    /** @param seen whether the cluster has a node as a member now */
    public CutOff(Predicate<String> seen, LongSupplier nanoTime) {
        this.seen = seen;
        this.nanoTime = nanoTime;
    }

    /** The cluster does not see it any more. */
    void lost(String node) {
        unseenSince.putIfAbsent(node, nanoTime.getAsLong());
    }

    /** Whether it has not been seen for a while. */
    boolean isUnseen(String node) {
        if (seen.test(node)) {
            unseenSince.remove(node);
            return false;
        }
        long now = nanoTime.getAsLong();
        return now - unseenSince.computeIfAbsent(node, unseen -> now) > A_WHILE_NANOS;
    }
}
