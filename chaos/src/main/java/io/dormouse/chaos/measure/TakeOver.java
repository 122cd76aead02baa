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
    private static final int CLIMBERS = 90;
    private static final int RUNGS = 150;
    private static final int REST_MILLIS = 200;
    private static final double MEDIAN_MILLIS = 3_000;
    private static final double WORST_MILLIS = 10_000;

    /** Longer than the worst that may be, so that what is too slow has a number, too. */
    private static final Duration WINDOW = Duration.ofSeconds(20);

    /** What the dead one sent before it died may be stamped a little later. */
    private static final double LAST_WORDS_SECONDS = 0.05;

    @Override
    public String name() {
        return "takeover";
    }

    @Override
    public String sentence() {
        return "from the kill of one of three nodes to its running workflows going on elsewhere";
    }

    @Override
    public Figures measure(Site site, Scale scale) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        int kills = scale.of(20, 2);
        Sample workflows = new Sample();
        Sample lastOfEachKill = new Sample();
        int never = 0;
        List<Member> nodes = site.members(Role.WORKFLOW);
        try (Climbers climbers = Climbers.start(client, CLIMBERS, RUNGS, REST_MILLIS)) {
            Pause.of(Duration.ofSeconds(5));
            for (int number = 0; number < kills; number++) {
                Kill kill = new Kill(ask, nodes.get(number % nodes.size()), climbers);
                never += kill.strike();
                kill.waits.forEach(workflows::add);
                kill.waits.stream().max(Double::compare).ifPresent(lastOfEachKill::add);
                log.info(
                        "kill {}: the last of its workflows went on after {} ms",
                        number + 1,
                        kill.waits.stream().max(Double::compare).orElse(Double.NaN));
            }
        }
        return new Figures()
                .put("kills of one of three nodes", "%d", kills)
                .put("workflows under way", "about %d, a step every %d ms each", CLIMBERS, REST_MILLIS)
                .put("from kill to going on, each workflow", "%s", workflows)
                .put("from kill to going on, last of each kill", "%s", lastOfEachKill)
                .put("not going on within " + WINDOW.toSeconds() + " s", "%d", never)
                .promise("half of all go on within 3 s", workflows.quantile(0.5) <= MEDIAN_MILLIS)
                .promise("all go on within 10 s", never == 0 && workflows.quantile(1) <= WORST_MILLIS);
    }

    /** One kill, and how long each workflow of the dead one waited. */
    private static final class Kill {
        private final Ask ask;
        private final Member victim;
        private final Climbers climbers;
        private List<Double> waits = List.of();

        Kill(Ask ask, Member victim, Climbers climbers) {
            this.ask = ask;
            this.victim = victim;
            this.climbers = climbers;
        }

        /** How many did not go on. */
        int strike() {
            Map<Integer, String> owners = owners();
            int starts = victim.starts();
            double killed = ask.now();
            victim.kill();
            // Who lives says so again and again
            Pause.of(Duration.ofSeconds(3));
            String dead = longestSilent(Set.copyOf(owners.values()));
            String orphaned = owners.entrySet().stream()
                    .filter(owned -> owned.getValue().equals(dead))
                    .map(owned -> owned.getKey().toString())
                    .collect(Collectors.joining(","));
            Pause.of(Duration.ofSeconds(2));
            Pause.until(() -> waits(orphaned, killed).stream().noneMatch(wait -> wait.isNaN()), WINDOW);
            List<Double> all = waits(orphaned, killed);
            waits = all.stream().filter(wait -> !wait.isNaN()).toList();
            log.info("{} had {} workflows", victim.name(), all.size());
            Waiting.until(
                    victim.name(),
                    Duration.ofMinutes(2),
                    () -> victim.starts() > starts && victim.ready(),
                    () -> "it did not come back");
            // Until it has got its share again
            Pause.of(Duration.ofSeconds(4));
            return all.size() - waits.size();
        }

        private Map<Integer, String> owners() {
            Map<Integer, String> owners = new HashMap<>();
            ask.rows(
                            row -> Map.entry(row.getInt(1), row.getString(2)),
                            "SELECT partition, node FROM dormouse.partition_owner WHERE node IS NOT NULL")
                    .forEach(owned -> owners.put(owned.getKey(), owned.getValue()));
            return owners;
        }

        private String longestSilent(Set<String> nodes) {
            return ask.rows(
                            row -> row.getString(1),
                            "SELECT node FROM dormouse.heartbeat WHERE node = ANY (string_to_array(?, ',')) ORDER BY"
                                    + " seen",
                            String.join(",", nodes))
                    .getFirst();
        }

        /** Milliseconds for each that was under way in these partitions when the node was killed; NaN where nothing went on. */
        private List<Double> waits(String partitions, double killed) {
            return ask.rows(
                    row -> {
                        double seconds = row.getDouble(1);
                        return row.wasNull() ? Double.NaN : seconds * 1000;
                    },
                    """
                    SELECT (SELECT min(extract(epoch FROM j.at)) FROM dormouse.journal j
                            WHERE j.workflow_id = w.id AND j.at > to_timestamp(?)) - ?
                    FROM dormouse.workflow w
                    WHERE w.id LIKE ? AND w.partition = ANY (string_to_array(?, ',')::smallint[])
                        AND w.created_at < to_timestamp(?) AND (w.finished_at IS NULL OR w.finished_at > to_timestamp(?))
                    """,
                    killed + LAST_WORDS_SECONDS,
                    killed,
                    climbers.pattern(),
                    partitions,
                    killed,
                    killed + LAST_WORDS_SECONDS);
        }
    }
}
