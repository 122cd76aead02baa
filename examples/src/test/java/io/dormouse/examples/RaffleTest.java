package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.examples.Raffle.Draw;
import io.dormouse.testkit.WorkflowTest;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RaffleTest {
    private static final Raffle.Request TICKETS = new Raffle.Request(List.of("Ada", "Grace", "Edsger"));

    private static Draw draw(long seed) {
        return WorkflowTest.of(Raffle.class).seed(seed).run(TICKETS).result();
    }

    @Test
    void shouldDrawTheSameFromTheSameSeed() {
        assertThat(draw(7)).isEqualTo(draw(7));
        assertThat(draw(7).id()).isNotEqualTo(draw(8).id());
    }

    @Test
    void shouldLetEverybodyWinSomeTime() {
        Set<String> winners =
                LongStream.range(0, 50).mapToObj(seed -> draw(seed).winner()).collect(Collectors.toSet());
        assertThat(winners).containsExactlyInAnyOrder("Ada", "Grace", "Edsger");
    }

    @Test
    void shouldTakeItsTimeFromTheFlow() {
        assertThat(draw(1).at()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
