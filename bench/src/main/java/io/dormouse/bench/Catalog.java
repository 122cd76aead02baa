package io.dormouse.bench;

import io.dormouse.bench.asleep.Asleep;
import io.dormouse.bench.calls.Calls;
import io.dormouse.bench.fair.Fair;
import io.dormouse.bench.growth.Growth;
import io.dormouse.bench.http.HttpStarts;
import io.dormouse.bench.recover.Recovery;
import io.dormouse.bench.replay.Replay;
import io.dormouse.bench.report.Report;
import io.dormouse.bench.search.Search;
import io.dormouse.bench.sleepers.Sleepers;
import io.dormouse.bench.steps.Comparison;
import io.dormouse.bench.steps.Guard;
import io.dormouse.bench.timers.Timers;
import io.dormouse.bench.warm.Warm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All measurements, by the name that {@code ./dormouse bench} knows them by. */
enum Catalog {
    STEPS(
            "[WORKFLOWS AT ONCE, default 1000] [LANES, default 1]",
            (words, report) -> new Comparison(report, number(words, 1, 1)).steps(number(words, 0, 1_000))),
    LATENCY("", (words, report) -> new Comparison(report, 1).latency()),
    GUARD("", (words, report) -> {
        if (!new Guard().measure(report).stream().allMatch(Guard.Ratio::holds)) throw new WorseException();
    }),
    SLEEPERS("", (words, report) -> new Sleepers(report).measure()),
    RECOVER("[WORKFLOWS, default 10000]", (words, report) -> new Recovery(report).measure(number(words, 0, 10_000))),
    CALLS("[WORKFLOWS AT ONCE, default 1000]", (words, report) -> new Calls(report).measure(number(words, 0, 1_000))),
    GROWTH(
            "[MILLIONS OF ENDED WORKFLOWS, default 10]",
            (words, report) -> new Growth(report).measure(number(words, 0, 10))),
    HTTP(
            "[CONNECTIONS, default 1000] [ROUNDS, default 7] [SECONDS OF WARM-UP, default 30]",
            (words, report) -> new HttpStarts(
                            report,
                            number(words, 0, 1_000),
                            number(words, 1, 7),
                            Duration.ofSeconds(number(words, 2, 30)))
                    .measure()),
    SEARCH(
            "[AT THE SAME MOMENT, default 10000] [CONNECTIONS HELD, default 15000]",
            (words, report) -> new Search(report, number(words, 0, 10_000), number(words, 1, 15_000)).measure()),
    FAIR("[SECONDS, default 15]", (words, report) -> new Fair(report, number(words, 0, 15)).measure()),
    TIMERS(
            "[TIMERS, default 100000] [SECONDS, default 60]",
            (words, report) -> new Timers(report).measure(number(words, 0, 100_000), number(words, 1, 60))),
    REPLAY("", (words, report) -> new Replay(report).measure()),
    WARM("[WORKFLOWS, default 200000]", (words, report) -> new Warm(report).measure(number(words, 0, 200_000))),
    ASLEEP(
            "[WORKFLOWS, default 1000000] [SECONDS WATCHED, default 60]",
            (words, report) -> new Asleep(report).measure(number(words, 0, 1_000_000), number(words, 1, 60)));

    private final String parameters;
    private final Bench bench;

    Catalog(String parameters, Bench bench) {
        this.parameters = parameters;
        this.bench = bench;
    }

    static Optional<Catalog> named(String name) {
        return Arrays.stream(values()).filter(one -> one.word().equals(name)).findFirst();
    }

    /** How it is asked for. */
    String usage() {
        return "%s %s".formatted(word(), parameters).strip();
    }

    void measure(List<String> words, Report report) throws Exception {
        bench.measure(words, report);
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static int number(List<String> words, int position, int unlessTold) {
        if (words.size() <= position) return unlessTold;
        String word = words.get(position);
        if (word.matches("[1-9][0-9]{0,7}")) return Integer.parseInt(word);
        throw new MisunderstoodException("expected a positive number, and not " + word);
    }
}
