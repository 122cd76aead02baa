package io.dormouse.engine.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.owner.TimerHorizon.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimerHorizonTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration NEAR = Duration.ofSeconds(30);

    private final TimerHorizon horizon = new TimerHorizon(() -> NOW);

    private static boolean isIn(List<Window> windows, Instant due) {
        return windows.stream().anyMatch(window -> !due.isBefore(window.from()) && due.isBefore(window.to()));
    }

    @Test
    void shouldReadAllThatIsNearTheFirstTime() {
        assertThat(horizon.next(NOW)).containsExactly(new Window(Instant.EPOCH, NOW.plus(NEAR)));
    }

    @Test
    void shouldReadWhatHasComeNearAndWhatIsOverdue() {
        horizon.reached(NOW);
        Instant later = NOW.plusSeconds(10);

        List<Window> windows = horizon.next(later);

        assertThat(isIn(windows, later.minusMillis(1))).as("overdue").isTrue();
        assertThat(isIn(windows, later.plusSeconds(1))).as("told before").isFalse();
        assertThat(isIn(windows, NOW.plus(NEAR))).as("has come near").isTrue();
        assertThat(isIn(windows, NOW.plus(NEAR).minusSeconds(1)))
                .as("may have been overlooked")
                .isTrue();
        assertThat(isIn(windows, later.plus(NEAR).minusMillis(1)))
                .as("has come near")
                .isTrue();
        assertThat(isIn(windows, later.plus(NEAR))).as("is far").isFalse();
    }

    @Test
    void shouldReadAgainWhatASweepThatFailedDidNotTell() {
        horizon.reached(NOW);
        horizon.next(NOW.plusSeconds(10));

        assertThat(isIn(horizon.next(NOW.plusSeconds(20)), NOW.plus(NEAR))).isTrue();
    }

    @Test
    void shouldReadAllThatIsNearWhenTheClockHasGoneBack() {
        horizon.reached(NOW);
        Instant earlier = NOW.minusSeconds(60);

        assertThat(horizon.next(earlier)).containsExactly(new Window(Instant.EPOCH, earlier.plus(NEAR)));
    }

    @Test
    void shouldReadAllThatIsNearWhenTheLastSweepIsLongAgo() {
        horizon.reached(NOW);
        Instant later = NOW.plus(NEAR).plusSeconds(5);

        assertThat(horizon.next(later)).containsExactly(new Window(Instant.EPOCH, later.plus(NEAR)));
    }
}
