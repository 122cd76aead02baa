package io.dormouse.simulator;

import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.ledger.LedgerSimulation;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a world.
 *
 * @param seed of it
 * @param problem the first thing that does not hold
 * @param coverage what met what
 * @param others other things that were counted, by name
 * @param digest tells one history from another
 */
public record Verdict(
        long seed, Optional<String> problem, Coverage coverage, Map<String, Integer> others, long digest) {
    static Verdict of(LedgerSimulation.Result result, Coverage none) {
        return new Verdict(
                result.seed(), result.violations().stream().findFirst(), none, result.met(), result.digest());
    }
}
