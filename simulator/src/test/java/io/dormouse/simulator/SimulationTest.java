package io.dormouse.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SimulationTest {
    private static final boolean LONG = "1".equals(System.getenv("DORMOUSE_LONG"));
    private static final int SEEDS = LONG ? 6_000 : 500;

    /** In so few worlds as the short form has, not everything has met everything. */
    @Test
    void shouldHoldInManyWorldsInWhichEverythingMeetsEverything() {
        Campaign.Result result = Campaign.run(1, SEEDS, Set.of());
        assertThat(result.failure()
                        .flatMap(failure ->
                                failure.problem().map(problem -> "seed %d: %s".formatted(failure.seed(), problem))))
                .isEqualTo(Optional.empty());
        if (LONG) assertNoGaps(result);
    }

    private static void assertNoGaps(Campaign.Result result) {
        assertThat(result.coverage().gaps())
                .as("verbs and faults that have not met\n%s", result.coverage().table())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42, 4711})
    void shouldBeTheSameWorldFromTheSameSeed(long seed) {
        Verdict first = Simulation.run(seed, Set.of());
        Verdict second = Simulation.run(seed, Set.of());
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(Simulation.tell(seed, Set.of())).isEqualTo(Simulation.tell(seed, Set.of()));
    }

    @Test
    void shouldBeAnotherWorldFromAnotherSeed() {
        assertThat(Simulation.run(1, Set.of()).digest())
                .isNotEqualTo(Simulation.run(2, Set.of()).digest());
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void shouldSeeWhatComesOfDoingWithoutARule(Bug bug) {
        assertThat(Simulation.run(bug.seed(), Set.of(bug)).problem())
                .as("seed %d, in which %s", bug.seed(), bug.sentence())
                .isPresent();
    }

    @ParameterizedTest
    @EnumSource(Bug.class)
    void shouldHoldInTheSameWorldWithTheRule(Bug bug) {
        assertThat(Simulation.run(bug.seed(), Set.of()).problem()).isEmpty();
    }
}
