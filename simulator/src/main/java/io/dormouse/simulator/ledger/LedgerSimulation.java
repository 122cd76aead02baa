package io.dormouse.simulator.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the ledger of an adapter, its production classes, through the world of one seed: adapters that crash, freeze, lose their
 * locks and come back; a database whose answers are lost or come early; outside systems of every kind, behind packets that are
 * lost, late or doubled. The same seed gives the same history.
 */
public final class LedgerSimulation {
    private LedgerSimulation() {}

    /**
     * What came of a seed.
     *
     * @param violations sentences that say what did not hold; empty if everything did
     * @param met how often each event happened
     * @param digest of the whole history
     * @param history its lines, if they were wanted
     */
    public record Result(
            long seed, List<String> violations, Map<String, Integer> met, long digest, List<String> history) {
        /** Whether everything held. */
        public boolean isClean() {
            return violations.isEmpty();
        }
    }

    /** Runs one seed on the calling thread, without some rules. */
    public static Result run(long seed, Set<LedgerBug> bugs) {
        return run(seed, bugs, false);
    }

    /** As the other, with the history in words. */
    public static Result tell(long seed, Set<LedgerBug> bugs) {
        return run(seed, bugs, true);
    }

    private static Result run(long seed, Set<LedgerBug> bugs, boolean told) {
        LedgerWorld world = new LedgerWorld(seed, bugs, told);
        world.run();
        History history = world.history();
        return new Result(seed, world.violations(), history.met(), history.digest(), history.lines());
    }

    /**
     * A rule that can be switched off, and the seed that shows what comes of it.
     *
     * @param rule where it stands
     * @param sentence what is done instead
     */
    public record SwitchedBug(String name, String rule, String sentence, long seed) {}

    /** Every rule that can be switched off. */
    public static List<SwitchedBug> switches() {
        return Arrays.stream(LedgerBug.values())
                .map(bug -> new SwitchedBug(bug.name(), bug.rule(), bug.sentence(), bug.seed()))
                .toList();
    }

    /** The first seed of so many whose world breaks without these rules. */
    public static Optional<Result> firstBroken(long from, int seeds, Set<LedgerBug> bugs) {
        for (long seed = from; seed < from + seeds; seed++) {
            Result result = run(seed, bugs);
            if (!result.isClean()) return Optional.of(result);
        }
        return Optional.empty();
    }
}
