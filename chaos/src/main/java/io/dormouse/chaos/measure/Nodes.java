package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Role;
import io.dormouse.chaos.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The same work for one node and for three on the same Postgres, and who of them used the processors. */
final class Nodes implements Measurement {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);
    private static final Duration WARM_UP = Duration.ofSeconds(10);

    /** So high that none is at its end before all is measured. */
    private static final int RUNGS = 2_000;

    @Override
    public String name() {
        return "nodes";
    }

    @Override
    public String sentence() {
        return "throughput of one node and of three on the same Postgres";
    }

    @Override
    public Figures measure(Site site, Scale scale) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        List<Member> others = site.members(Role.WORKFLOW).stream().skip(1).toList();
        others.forEach(member -> member.stop(STOP_PATIENCE));
        Duration time = Duration.ofSeconds(scale.of(30, 10));
        try (Climbers climbers = Climbers.start(client, scale.of(1_500, 300), RUNGS, 0)) {
            Pause.of(WARM_UP);
            double one = count(figures, "one node", site, ask, climbers, time);
            others.forEach(Member::start);
            site.awaitReady(others);
            Pause.of(WARM_UP);
            double three = count(figures, "three nodes", site, ask, climbers, time);
            return figures.put("three nodes do", "%.2f times as much as one", three / one)
                    .promise("work goes on at one node and at three", one > 0 && three > 0);
        }
    }

    /** Steps a second. */
    private static double count(Figures figures, String label, Site site, Ask ask, Climbers climbers, Duration time) {
        double begin = ask.now();
        Map<String, Double> before = Cpu.secondsOf(site.everybody());
        Pause.of(time);
        double end = ask.now();
        Map<String, Double> after = Cpu.secondsOf(site.everybody());
        long entries = ask.number(
                "SELECT count(*) FROM dormouse.journal WHERE type = 3 AND workflow_id LIKE ? AND at BETWEEN"
                        + " to_timestamp(?) AND to_timestamp(?)",
                climbers.pattern(),
                begin,
                end);
        double rate = entries / (end - begin);
        figures.put(label, "%,.0f durable steps/s", rate);
        List<String> users = new ArrayList<>();
        after.forEach((name, seconds) -> {
            double share = (seconds - before.getOrDefault(name, 0.0)) / (end - begin);
            if (share >= 0.05) users.add("%s %.0f %%".formatted(name, share * 100));
        });
        figures.put(label + ", processors used", "%s", String.join(", ", users));
        return rate;
    }
}
