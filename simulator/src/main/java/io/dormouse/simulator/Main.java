package io.dormouse.simulator;

import io.dormouse.simulator.check.Coverage;
import io.dormouse.simulator.check.Witness;
import io.dormouse.simulator.ledger.LedgerBug;
import io.dormouse.simulator.ledger.LedgerSimulation;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * {@code ./dormouse sim --seeds N [--from SEED] [--bug NAME]}: simulated worlds, on all processors. Exits with 1 if something
 * does not hold in one of them, and says which.
 */
public final class Main {
    private static final String USAGE = """
        usage: ./dormouse sim [--seeds N] [--from SEED] [--bug NAME], or ./dormouse sim --switches N
          --seeds N    how many worlds (6000)
          --from SEED  the first seed (1); the same seed is the same world
          --switches N look for the first of N worlds in which each rule is missed
          --bug NAME   run without a rule, to see what comes of it; one of
        """;

    /** So many worlds are enough for everything to have met everything. */
    private static final long ENOUGH = 6_000;

    private final PrintStream out;

    private Main(PrintStream out) {
        this.out = out;
    }

    /** Runs and exits. */
    public static void main(String[] arguments) {
        System.exit(new Main(System.out).run(arguments));
    }

    private int run(String[] arguments) {
        long seeds = ENOUGH;
        long from = 1;
        Optional<String> bug = Optional.empty();
        for (int i = 0; i < arguments.length; i += 2) {
            Optional<String> value = i + 1 < arguments.length ? Optional.of(arguments[i + 1]) : Optional.empty();
            if (value.isEmpty()) return usage();
            try {
                switch (arguments[i]) {
                    case "--seeds" -> seeds = Long.parseLong(value.get());
                    case "--from" -> from = Long.parseLong(value.get());
                    case "--switches" -> {
                        return switches(Long.parseLong(value.get()));
                    }
                    case "--bug" -> bug = value.map(name -> name.toUpperCase().replace('-', '_'));
                    default -> {
                        return usage();
                    }
                }
            } catch (NumberFormatException e) {
                out.println("'%s' is no number".formatted(value.get()));
                return usage();
            }
        }
        return seeds < 1 ? usage() : run(from, seeds, bug);
    }

    private int usage() {
        out.print(USAGE);
        for (Bug one : Bug.values()) out.println("    %-38s %s".formatted(one, one.sentence()));
        for (LedgerSimulation.SwitchedBug one : LedgerSimulation.switches())
            out.println("    %-38s %s".formatted(one.name(), one.sentence()));
        return 2;
    }

    /** For whoever has changed the engine: the recorded seeds are those of the engine that they were recorded with. */
    private int switches(long seeds) {
        boolean all = true;
        for (Bug bug : Bug.values()) {
            Optional<Verdict> caught = Campaign.run(1, seeds, Set.of(bug)).failure();
            all &= caught.isPresent();
            out.println("%-38s %s"
                    .formatted(
                            bug,
                            caught.map(verdict -> verdict.seed() + "  "
                                            + verdict.problem().orElse(""))
                                    .orElse("not missed in %,d worlds".formatted(seeds))));
        }
        return all ? 0 : 1;
    }

    private int run(long from, long seeds, Optional<String> bug) {
        Optional<Bug> engine = bug.flatMap(Bug::named);
        Optional<LedgerBug> ledger = bug.flatMap(name -> Arrays.stream(LedgerBug.values())
                .filter(one -> one.name().equals(name))
                .findFirst());
        if (bug.isPresent() && engine.isEmpty() && ledger.isEmpty()) return usage();
        boolean held = true;
        if (ledger.isEmpty()) {
            Set<Bug> bugs = engine.map(Set::of).orElse(Set.of());
            held = report("workflows", from, seeds, bug, seed -> Simulation.run(seed, bugs));
        }
        if (engine.isEmpty() && held) {
            Set<LedgerBug> bugs = ledger.map(Set::of).orElse(Set.of());
            Coverage none = new Coverage(new Witness());
            held = report("ledgers", from, seeds, bug, seed -> Verdict.of(LedgerSimulation.run(seed, bugs), none));
        }
        return held ? 0 : 1;
    }

    private boolean report(String what, long from, long seeds, Optional<String> bug, LongFunction<Verdict> world) {
        Campaign.Result result = Campaign.run(from, seeds, world);
        out.println("%s: %,d worlds in %.1f s, %.0f a second"
                .formatted(what, result.seeds(), result.seconds(), result.perSecond()));
        if (what.equals("workflows")) out.println(result.coverage().table());
        result.others().forEach((event, times) -> out.println("  %-40s %,d".formatted(event, times)));
        if (result.failure().isPresent()) {
            Verdict failure = result.failure().get();
            out.println("seed %d does not hold: %s"
                    .formatted(failure.seed(), failure.problem().orElse("")));
            out.println("run it again with: ./dormouse sim --seeds 1 --from %d%s"
                    .formatted(failure.seed(), bug.map(name -> " --bug " + name).orElse("")));
            return false;
        }
        if (!what.equals("workflows") || seeds < ENOUGH || bug.isPresent()) return true;
        result.coverage().gaps().forEach(out::println);
        return result.coverage().gaps().isEmpty();
    }
}
