package io.dormouse.bench;

import io.dormouse.bench.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** {@code ./dormouse bench NAME [--json]}: a table, and as the last line one JSON object; with {@code --json} nothing but that line. */
public final class Main {
    private static final int WORSE = 1;
    private static final int MISUNDERSTOOD = 2;

    private Main() {}

    /** Exits with 1 if what was measured is worse than it may be, and with 2 if it is told something that it cannot measure. */
    public static void main(String[] arguments) throws Exception {
        List<String> words = new ArrayList<>(List.of(arguments));
        boolean onlyJson = words.remove("--json");
        Optional<Catalog> measurement = words.isEmpty() ? Optional.empty() : Catalog.named(words.removeFirst());
        if (measurement.isEmpty()) explain("");
        Report report = new Report(System.out, onlyJson);
        int status = 0;
        try {
            measurement.orElseThrow().measure(words, report);
        } catch (MisunderstoodException e) {
            explain(String.valueOf(e.getMessage()));
        } catch (WorseException e) {
            System.err.println(e.getMessage());
            status = WORSE;
        }
        report.end();
        System.exit(status);
    }

    private static void explain(String why) {
        if (!why.isEmpty()) System.err.println(why);
        System.err.println("usage: ./dormouse bench NAME [--json], where NAME is one of");
        Arrays.stream(Catalog.values()).forEach(one -> System.err.println("  " + one.usage()));
        System.exit(MISUNDERSTOOD);
    }
}
