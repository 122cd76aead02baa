package io.dormouse.simulator;

public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        long from = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        java.util.Set<Bug> bugs = arguments.length > 2 ? java.util.Set.of(Bug.named(arguments[2]).orElseThrow()) : java.util.Set.of();
        long begun = System.nanoTime();
        io.dormouse.simulator.check.Coverage all = new io.dormouse.simulator.check.Coverage(new io.dormouse.simulator.check.Witness());
        long bad = 0;
        long events = 0;
        for (long seed = from; seed < from + count; seed++) {
            Verdict verdict = Simulation.run(seed, bugs);
            all.add(verdict.coverage());
            events += verdict.events();
            if (verdict.problem().isPresent()) {
                bad++;
                System.out.println(seed + ": " + verdict.problem().get() + " [" + verdict.events() + "]");
                if (bad > 15 || System.getenv("STOP") != null) break;
            }
        }
        System.out.printf("%d bad, %.0f seeds/s, %d events a seed%n", bad, count / ((System.nanoTime() - begun) / 1e9), events / count);
        System.out.println(all.table());
    }
}
