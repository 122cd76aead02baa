package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DatabaseClockTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private long nanos = TimeUnit.HOURS.toNanos(1);
    private final DatabaseClock clock = new DatabaseClock(NOON, () -> nanos);

    private void pass(long seconds) {
        nanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void shouldGoOnByTheMonotonicClock() {
        pass(7);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(7));
    }

    @Test
    void shouldNotRunAheadOfADatabaseThatAnswersLate() {
        pass(60);
        clock.read(NOON.plusSeconds(60), nanos);

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void shouldNotGoBackByTheTimeThatAnAnswerTook() {
        pass(10);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(10));

        clock.read(NOON.plusSeconds(10).minusMillis(300), nanos - TimeUnit.MILLISECONDS.toNanos(300));

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(10));
        pass(1);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(11).minusMillis(300));
    }

    @Test
    void shouldFollowADatabaseThatIsFarBehindRatherThanStandStill() {
        pass(3_600);
        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3_600));

        clock.read(NOON, nanos);
        pass(2);

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void shouldNotGoBackBecauseAnAnswerWasLongUnderWay() {
        long asked = nanos;
        pass(3);
        clock.now();

        clock.read(NOON, asked);

        assertThat(clock.now()).isEqualTo(NOON.plusSeconds(3));
    }
}
