package io.dormouse.simulator;

import io.dormouse.simulator.check.Coverage;
import java.util.Optional;

/**
 * What became of a world.
 *
 * @param seed of it
 * @param problem the first thing that does not hold
 * @param coverage what met what
 * @param events how many there were, which tells one history from another
 */
public record Verdict(long seed, Optional<String> problem, Coverage coverage, long events) {}
