package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Host;
import io.dormouse.chaos.site.Links;
import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Two halves that both reach Postgres and the providers, but not each other, for a minute: the first instance of everything
 * here, all others there.
 */
final class Split implements Measurement {
    private static final int CLIMBERS = 60;
    private static final int RUNGS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "split";
    }

    @Override
    public String sentence() {
        return "throughput before, during and after a minute in which two halves reach Postgres but not each other";
    }

    @Override
    public Figures measure(Site site, Scale scale) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        Duration minute = Duration.ofSeconds(scale.of(60, 20));
        Duration third = Duration.ofSeconds(scale.of(20, 5));
        List<Phase> phases = new ArrayList<>();
        Phase during;
        String pattern;
        try (Climbers climbers = Climbers.start(client, CLIMBERS, RUNGS, 200)) {
            pattern = climbers.pattern();
            Pause.of(Duration.ofSeconds(5));
            phases.add(Phase.of("before", client, ask, third));
            List<Links.Direction> ways = ways(site);
            site.links().cut(ways);
            try {
                during = Phase.of("during", client, ask, minute);
            } finally {
                site.links().mend(ways);
            }
            phases.add(during);
            phases.add(Phase.of("just after", client, ask, third));
            phases.add(Phase.of("later", client, ask, third));
        }
        phases.forEach(phase -> phase.tell(figures));
        Aftermath aftermath = new Aftermath(ask);
        Pause.until(() -> aftermath.unfinished(pattern) + aftermath.unfinished("traffic-%") == 0, PATIENCE);
        long lost = phases.stream()
                .mapToLong(phase -> aftermath.lost(phase.traffic().accepted))
                .sum();
        List<String> doubled = aftermath.doubled();
        return figures.put("acknowledged and not completed", "%,d", lost)
                .put(
                        "in a journal twice, or missing",
                        "%,d %s",
                        doubled.size(),
                        doubled.stream().limit(5).toList())
                .promise("nothing acknowledged is lost", lost == 0 && aftermath.unfinished(pattern) == 0)
                .promise("nothing is doubled", doubled.isEmpty() && aftermath.wrongResults(pattern) == 0)
                .promise("both halves go on during the split", during.bothGoOn())
                .promise(
                        "what cannot be reached is answered with 503 and Retry-After",
                        during.traffic().refusedOtherwise.get()
                                        + during.traffic().unanswered.get()
                                == 0);
    }

    /** Some time under load, and what came of it. */
    private record Phase(String label, Traffic traffic, double seconds, long entries, long moved) {
        static Phase of(String label, Client client, Ask ask, Duration time) {
            double begin = ask.now();
            long epochs = epochs(ask);
            try (Traffic traffic = Traffic.begin(client, 16, 50)) {
                Pause.of(time);
                double end = ask.now();
                long entries = ask.number(
                        "SELECT count(*) FROM dormouse.journal WHERE at BETWEEN to_timestamp(?) AND to_timestamp(?)",
                        begin,
                        end);
                return new Phase(label, traffic, end - begin, entries, epochs(ask) - epochs);
            }
        }

        private static long epochs(Ask ask) {
            return ask.number("SELECT sum(epoch) FROM dormouse.partition_owner");
        }

        boolean bothGoOn() {
            return traffic.acceptedBy.get(0) > 0 && traffic.acceptedBy.get(1) > 0 && entries > 0;
        }

        void tell(Figures figures) {
            figures.put(
                    label + ", %.0f s".formatted(seconds),
                    "starts acknowledged %,.1f/s by one half's gateway, %,.1f/s by the other's; %,.0f journal"
                        + " entries/s; %,d answered 503 with Retry-After, %,d refused otherwise, %,d without answer;"
                        + " starts %s; partitions that changed owner %,d",
                    traffic.acceptedBy.get(0) / seconds,
                    traffic.acceptedBy.get(1) / seconds,
                    entries / seconds,
                    traffic.refusedWithRetryAfter.get(),
                    traffic.refusedOtherwise.get(),
                    traffic.unanswered.get(),
                    traffic.waits,
                    moved);
        }
    }

    private static List<Links.Direction> ways(Site site) {
        Predicate<Member> first = member -> member.name().endsWith("-1");
        List<Host> here =
                site.services().stream().filter(first).map(Member::host).toList();
        List<Host> there = site.services().stream()
                .filter(first.negate())
                .map(Member::host)
                .toList();
        return Links.between(here, there);
    }
}
