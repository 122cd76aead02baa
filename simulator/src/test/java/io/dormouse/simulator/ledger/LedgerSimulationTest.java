package io.dormouse.simulator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.simulator.ledger.LedgerSimulation.Result;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The ledger's production classes through seeded worlds. */
class LedgerSimulationTest {
    private static final int SEEDS = 300;

    @Nested
    class WithEveryRule {
        @Test
        void shouldKeepWhatItPromisesAndMeetEveryFault() {
            Map<String, Integer> met = new TreeMap<>();
            LongStream.rangeClosed(1, SEEDS).forEach(seed -> {
                Result result = LedgerSimulation.run(seed, Set.of());
                assertThat(result.violations()).as("seed %d", seed).isEmpty();
                result.met().forEach((what, times) -> met.merge(what, times, Integer::sum));
            });

            assertThat(met.keySet())
                    .contains(
                            "crash",
                            "freeze",
                            "thaw",
                            "leave",
                            "lock connection broken",
                            "lock connection silent",
                            "stale lock ended",
                            "moved to a new number",
                            "take-over",
                            "take-over lost",
                            "outcome of a superseded attempt",
                            "lost request to the database",
                            "lost answer of the database",
                            "late commit",
                            "refused transaction",
                            "lost packet to outside",
                            "lost packet from outside",
                            "slow packet",
                            "doubled packet",
                            "lost message",
                            "look-up sent",
                            "condition failed",
                            "upsert overtaken",
                            "set by hand",
                            "row CANCELLED",
                            "row UNKNOWN",
                            "in progress",
                            "given up",
                            "withdrawn");
        }

        @Test
        void shouldGoTheSameWayForTheSameSeed() {
            Result told = LedgerSimulation.tell(7, Set.of());

            assertThat(LedgerSimulation.tell(7, Set.of())).isEqualTo(told);
            assertThat(LedgerSimulation.run(7, Set.of()).digest()).isEqualTo(told.digest());
            assertThat(LedgerSimulation.run(8, Set.of()).digest()).isNotEqualTo(told.digest());
        }
    }

    @Nested
    class WithoutARule {
        @ParameterizedTest
        @EnumSource(LedgerBug.class)
        void shouldBreakAtItsRecordedSeed(LedgerBug bug) {
            assertThat(LedgerSimulation.run(bug.seed(), Set.of(bug)).violations())
                    .as("%s: %s; if the ledger or the world has changed, look for its seed again", bug, bug.sentence())
                    .isNotEmpty();
            assertThat(LedgerSimulation.run(bug.seed(), Set.of()).violations())
                    .as("seed %d with every rule", bug.seed())
                    .isEmpty();
        }
    }
}
