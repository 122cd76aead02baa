package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Host;
import io.dormouse.chaos.site.Links;
import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Two halves that both reach Postgres and the providers, but not each other, for a minute: the first instance of everything
 * here, all others there.
 */
final class Split implements Measurement {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Override
    public String name() {
        return "split";
    }

    @Override
    public String sentence() {
        return "throughput before, during and after a minute in which two halves reach Postgres but not each other";
    }

    @Override
    public Figures measure(Site site) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        Climbers.start(client, 60, 4_000, 200);
        Pause.of(Duration.ofSeconds(5));
        phase(figures, "before", client, ask, MINUTE);
        List<Links.Direction> ways = ways(site);
        site.links().cut(ways);
        phase(figures, "during", client, ask, MINUTE);
        site.links().mend(ways);
        phase(figures, "the minute after", client, ask, MINUTE);
        phase(figures, "later", client, ask, MINUTE);
        return figures;
    }

    private static void phase(Figures figures, String label, Client client, Ask ask, Duration time) {
        double begin = ask.now();
        long epochs = epochs(ask);
        try (Traffic traffic = Traffic.begin(client, 16, 50)) {
            Pause.of(time);
            double seconds = ask.now() - begin;
            long entries = ask.number(
                    "SELECT count(*) FROM dormouse.journal WHERE extract(epoch FROM at) BETWEEN ? AND ?",
                    begin,
                    begin + seconds);
            figures.put(
                    label,
                    "%,.0f starts/s acknowledged, %,.0f journal entries/s; %,d answered 503 with Retry-After, %,d"
                            + " refused otherwise, %,d without answer; starts %s; partitions that changed owner %,d",
                    traffic.accepted.get() / seconds,
                    entries / seconds,
                    traffic.refusedWithRetryAfter.get(),
                    traffic.refusedOtherwise.get(),
                    traffic.unanswered.get(),
                    traffic.waits,
                    epochs(ask) - epochs);
        }
    }

    private static long epochs(Ask ask) {
        return ask.number("SELECT sum(epoch) FROM dormouse.partition_owner");
    }

    private static List<Links.Direction> ways(Site site) {
        Predicate<Member> first = member -> member.name().endsWith("-1");
        List<Host> here =
                site.services().stream().filter(first).map(Member::host).toList();
        List<Host> there = site.services().stream()
                .filter(first.negate())
                .map(Member::host)
                .toList();
        return here.stream()
                .flatMap(one -> there.stream().map(two -> new Links.Direction(one, two)))
                .flatMap(way -> Stream.of(way, way.back()))
                .toList();
    }
}
