package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Nap.Bed;
import io.dormouse.chaos.errand.Nap.Slept;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Sleeps for a while, or until somebody wakes it. */
@Durable(name = Nap.NAME)
public final class Nap implements Workflow<Bed, Slept> {
    /** What it is started as. */
    public static final String NAME = "chaos-nap";

    /** The signal that wakes it. */
    public static final String WAKE = "wake";

    /** For how long, at most. */
    public record Bed(long millis) {}

    /** Whether somebody woke it, and after how long it was up. */
    public record Slept(boolean woken, long millis) {}

    @Override
    public Slept run(Bed bed, Flow flow) {
        Instant before = flow.now();
        boolean woken = await(flow.any(
                () -> flow.sleep(Duration.ofMillis(bed.millis())).map(slept -> false),
                () -> flow.signal(WAKE, String.class).map(signal -> true)));
        return new Slept(woken, Duration.between(before, flow.now()).toMillis());
    }
}
