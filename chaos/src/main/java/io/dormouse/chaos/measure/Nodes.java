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
    private static final Duration TIME = Duration.ofSeconds(40);
    private static final int CLIMBERS = 1_500;
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
    public Figures measure(Site site) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        List<Member> others = site.members(Role.WORKFLOW).stream().skip(1).toList();
        others.forEach(member -> member.stop(STOP_PATIENCE));
        String climbers = Climbers.start(client, CLIMBERS, RUNGS, 0);
        Pause.of(Duration.ofSeconds(15));
        count(figures, "one node", site, ask, climbers);
        others.forEach(Member::start);
        site.awaitReady(others);
        Pause.of(Duration.ofSeconds(15));
        count(figures, "three nodes", site, ask, climbers);
        return figures;
    }

    private static void count(Figures figures, String label, Site site, Ask ask, String climbers) {
        double begin = ask.now();
        Map<String, Double> before = Cpu.secondsOf(site.everybody());
        Pause.of(TIME);
        double end = ask.now();
        Map<String, Double> after = Cpu.secondsOf(site.everybody());
        long entries = ask.number(
                "SELECT count(*) FROM dormouse.journal WHERE workflow_id LIKE ? AND extract(epoch FROM at) BETWEEN ?"
                        + " AND ?",
                climbers + "%",
                begin,
                end);
        figures.put(label, "%,.0f durable steps/s", entries / (end - begin));
        List<String> users = new ArrayList<>();
        after.forEach((name, seconds) -> {
            double share = (seconds - before.getOrDefault(name, 0.0)) / (end - begin);
            if (share >= 0.05) users.add("%s %.0f %%".formatted(name, share * 100));
        });
        figures.put(label + ", processors used", "%s", String.join(", ", users));
    }
}
