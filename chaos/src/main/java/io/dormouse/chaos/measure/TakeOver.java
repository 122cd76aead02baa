package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Role;
import io.dormouse.chaos.site.Site;
import io.dormouse.chaos.site.Waiting;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGKILL for one of three nodes, twenty times. What counts is the time from the kill to the first entry that another node
 * writes into a journal that the dead one was writing; by the database's clock, for every workflow that was under way there.
 */
final class TakeOver implements Measurement {
    private static final Logger log = LoggerFactory.getLogger(TakeOver.class);
    private static final int KILLS = Integer.getInteger("dormouse.kills", 20);
    private static final int CLIMBERS = 90;
    private static final int REST_MILLIS = 200;
    private static final Duration WINDOW = Duration.ofSeconds(12);

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public String sentence() {
        return "from the kill of one of three nodes to its running workflows going on elsewhere";
    }

    @Override
    public Figures measure(Site site) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        String climbers = Climbers.start(client, CLIMBERS, 4_000, REST_MILLIS);
        Pause.of(Duration.ofSeconds(5));
        Sample workflows = new Sample();
        Sample lastOfEachKill = new Sample();
        List<Member> nodes = site.members(Role.WORKFLOW);
        for (int kill = 0; kill < KILLS; kill++) {
            double worst = kill(ask, nodes.get(kill % nodes.size()), climbers, workflows);
            log.info("kill {}: the last of its workflows went on after {} ms", kill + 1, worst);
            if (worst > 0) lastOfEachKill.add(worst);
        }
        return new Figures()
                .put("kills of one of three nodes", "%d", KILLS)
                .put("workflows under way", "%d, a step every %d ms each", CLIMBERS, REST_MILLIS)
                .put("from kill to going on, each workflow", "%s", workflows)
                .put("from kill to going on, last of each kill", "%s", lastOfEachKill);
    }

    /** After how many milliseconds the last went on. */
    private static double kill(Ask ask, Member victim, String climbers, Sample sample) {
        Map<Integer, String> owners = owners(ask);
        int starts = victim.starts();
        double killed = ask.now();
        victim.kill();
        Pause.of(WINDOW);
        Set<String> alive = alive(ask, killed + 1);
        List<Integer> orphaned = owners.entrySet().stream()
                .filter(owned -> !alive.contains(owned.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        String partitions = orphaned.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<Double> waits =
                ask.rows(row -> row.getDouble(1) * 1000, """
                    SELECT min(extract(epoch FROM j.at)) - ? FROM dormouse.journal j JOIN dormouse.workflow w ON w.id = j.workflow_id
                    WHERE w.id LIKE ? AND w.partition = ANY (string_to_array(?, ',')::smallint[]) AND extract(epoch FROM j.at) > ?
                    GROUP BY w.id
                    """, killed, climbers + "%", partitions, killed + 0.02);
        waits.forEach(sample::add);
        log.info("{} had {} partitions and {} workflows", victim.name(), orphaned.size(), waits.size());
        Waiting.until(
                victim.name(),
                Duration.ofMinutes(2),
                () -> victim.starts() > starts && victim.ready(),
                () -> "it did not come back");
        Pause.of(Duration.ofSeconds(6));
        return waits.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }

    private static Map<Integer, String> owners(Ask ask) {
        Map<Integer, String> owners = new HashMap<>();
        ask.rows(
                        row -> Map.entry(row.getInt(1), row.getString(2)),
                        "SELECT partition, node FROM dormouse.partition_owner WHERE node IS NOT NULL")
                .forEach(owned -> owners.put(owned.getKey(), owned.getValue()));
        return owners;
    }

    private static Set<String> alive(Ask ask, double since) {
        return Set.copyOf(ask.rows(
                row -> row.getString(1),
                "SELECT node FROM dormouse.heartbeat WHERE extract(epoch FROM seen) > ?",
                since));
    }
}
