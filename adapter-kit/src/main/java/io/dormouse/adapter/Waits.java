package io.dormouse.adapter;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Tells those who have waited for a certain time. All wait equally long, so whoever began first is told first, and one alarm does for
 * all: nearly everybody is answered long before, and an alarm of their own would cost more than the rest of their wait. Lives on the
 * ledger's context.
 */
final class Waits {
    private final Alarm alarm;
    private final LongSupplier nanos;
    private final Duration each;
    private final Set<Wait> waits = new LinkedHashSet<>();
    private Runnable noAlarm = () -> {};

    /** A class, since two waits are never the same one. */
    private static final class Wait {
        private final long since;
        private final Runnable over;

        Wait(long since, Runnable over) {
            this.since = since;
            this.over = over;
        }
    }

    /** @param each how long everybody waits */
    Waits(Alarm alarm, LongSupplier nanos, Duration each) {
        this.alarm = alarm;
        this.nanos = nanos;
        this.each = each;
    }

    /** Runs the action when the time is over. @return calls it off */
    Runnable begin(Runnable over) {
        Wait wait = new Wait(nanos.getAsLong(), over);
        waits.add(wait);
        if (waits.size() == 1) wake(wait.since + each.toNanos(), each);
        return () -> end(wait);
    }

    private void end(Wait wait) {
        if (waits.remove(wait) && waits.isEmpty()) noAlarm.run();
    }

    private void wake(long at, Duration in) {
        noAlarm = alarm.after(in, () -> tell(at));
    }

    /** @param woken the time by the alarm, which another clock may not have reached yet */
    private void tell(long woken) {
        long now = Math.max(woken, nanos.getAsLong());
        List<Wait> over = waits.stream()
                .takeWhile(wait -> now - wait.since >= each.toNanos())
                .toList();
        over.forEach(waits::remove);
        if (!waits.isEmpty()) {
            long next = waits.iterator().next().since + each.toNanos();
            wake(next, Duration.ofNanos(next - now));
        }
        over.forEach(wait -> wait.over.run());
    }
}
