package io.dormouse.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WaitsTest {
    private static final Duration EACH = Duration.ofSeconds(10);

    private final Clock clock = new Clock();
    private final Waits waits = new Waits(clock, () -> clock.now, EACH);
    private final List<String> told = new ArrayList<>();

    /** Has one alarm at most, and rings it when its time has come. */
    private static final class Clock implements Alarm {
        private long now =
                Long.MAX_VALUE - Duration.ofSeconds(5).toNanos(); // a clock of nanoseconds may begin anywhere
        private Optional<Runnable> action = Optional.empty();
        private long at;
        private int set;

        @Override
        public Runnable after(Duration delay, Runnable action) {
            assertThat(this.action).as("a second alarm").isEmpty();
            set++;
            this.action = Optional.of(action);
            at = now + delay.toNanos();
            return () -> this.action = Optional.empty();
        }

        void pass(Duration time) {
            long end = now + time.toNanos();
            while (action.isPresent() && end - at >= 0) {
                now = at;
                Runnable rings = action.get();
                action = Optional.empty();
                rings.run();
            }
            now = end;
        }
    }

    @Test
    void shouldTellEachWhenItsOwnTimeIsOver() {
        waits.begin(() -> told.add("first"));
        clock.pass(Duration.ofSeconds(4));
        waits.begin(() -> told.add("second"));
        clock.pass(Duration.ofSeconds(5));
        assertThat(told).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly("first");
        clock.pass(Duration.ofMillis(3_999));
        assertThat(told).containsExactly("first");
        clock.pass(Duration.ofMillis(1));
        assertThat(told).containsExactly("first", "second");
    }

    @Test
    void shouldTellNobodyWhoCalledItOff() {
        Runnable first = waits.begin(() -> told.add("first"));
        clock.pass(Duration.ofSeconds(4));
        waits.begin(() -> told.add("second"));
        first.run();
        clock.pass(Duration.ofSeconds(9));
        assertThat(told).isEmpty();
        clock.pass(Duration.ofSeconds(1));
        assertThat(told).containsExactly("second");
    }

    @Test
    void shouldHaveOneAlarmForAllAndNoneForNobody() {
        List<Runnable> off = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) off.add(waits.begin(() -> told.add("one of many")));
        assertThat(clock.set).isEqualTo(1);
        off.forEach(Runnable::run);
        assertThat(clock.action).isEmpty();
        clock.pass(EACH);
        assertThat(told).isEmpty();
    }

    @Test
    void shouldGoOnWithWhoBeginsToWaitBecauseItsTimeIsOver() {
        waits.begin(() -> {
            told.add("first");
            waits.begin(() -> told.add("again"));
        });
        clock.pass(EACH);
        clock.pass(EACH);
        assertThat(told).containsExactly("first", "again");
    }
}
