package io.dormouse.chaos.measure;

import io.dormouse.chaos.errand.Dormitory;
import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Role;
import io.dormouse.chaos.site.Site;
import io.dormouse.chaos.site.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hundred thousand workflows asleep; a node is killed; random ones are woken, and what the take-over read is counted. */
final class Sleepers implements Measurement {
    private static final Logger log = LoggerFactory.getLogger(Sleepers.class);
    private static final double MEDIAN_MILLIS = 50;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int BEDS = 500;
    private static final String NIGHT = "{\"beds\":%d,\"millis\":360000000}".formatted(BEDS);

    @Override
    public String name() {
        return "sleepers";
    }

    @Override
    public String sentence() {
        return "waking random ones of 100,000 sleeping workflows after a node was killed, and what the take-over read";
    }

    @Override
    public Figures measure(Site site, Scale scale) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        int count = scale.of(100_000, 2_000);
        int woken = scale.of(1_000, 200);
        long begin = System.nanoTime();
        lull(client, count);
        Waiting.until(
                "sleep",
                Duration.ofMinutes(8),
                () -> asleep(ask) >= count,
                () -> "%,d of %,d sleep".formatted(asleep(ask), count));
        figures.put("asleep", "%,d, after %,d s", count, (System.nanoTime() - begin) / 1_000_000_000);
        List<String> sleepers = ask.rows(
                row -> row.getString(1), "SELECT id FROM dormouse.workflow WHERE name = ? ORDER BY id", Nap.NAME);
        Sample before = wake(client, ask, new Random(1), sleepers, 200);
        figures.put("from signal to end before the kill", "%s", before);
        ask.rows(row -> "", "SELECT public.pg_stat_statements_reset()");
        List<String> tables = tables(ask);
        Member victim = site.members(Role.WORKFLOW).getFirst();
        int starts = victim.starts();
        victim.kill();
        Pause.of(Duration.ofSeconds(8));
        // Read before anything is woken: this is the take-over, the sweeps and the heartbeats of eight seconds
        figures.put("statements since the kill that gave most rows", "%s", String.join("; ", statements(ask)));
        figures.put("rows read since the kill", "%s", String.join("; ", since(tables, tables(ask))));
        Sample after = wake(client, ask, new Random(2), sleepers, woken);
        figures.put("from signal to end after the kill", "%s", after);
        Waiting.until(
                victim.name(),
                Duration.ofMinutes(2),
                () -> victim.starts() > starts && victim.ready(),
                () -> "it did not come back");
        Pause.of(Duration.ofSeconds(5));
        figures.put("from signal to end when it is back", "%s", wake(client, ask, new Random(3), sleepers, woken));
        return figures.promise(
                        "half of all that are woken after the kill have ended within 50 ms",
                        after.quantile(0.5) < MEDIAN_MILLIS)
                .promise("each that was woken has ended", after.quantile(1) < LONGEST.toMillis());
    }

    /** By a few workflows: a client could not start so many in a few minutes. */
    private static void lull(Client client, int count) {
        for (int house = 0; house < count / BEDS; house++) {
            for (int attempt = house; ; attempt++) {
                if (client.start(attempt, Dormitory.NAME, "dormitory-" + house, NIGHT)
                        .filter(Client.Reply::accepted)
                        .isPresent()) break;
                Pause.of(300);
            }
        }
    }

    private static long asleep(Ask ask) {
        return ask.number("SELECT count(*) FROM dormouse.workflow WHERE status = 'WAITING' AND name = ?", Nap.NAME);
    }

    /** One after the other: from sending the signal to the end that is written, both by this machine's clock. */
    private static Sample wake(Client client, Ask ask, Random random, List<String> sleepers, int count) {
        Sample sample = new Sample();
        for (int i = 0; i < count; i++) {
            String id = sleepers.get(random.nextInt(sleepers.size()));
            int gateway = i;
            if (isOver(client, gateway, id)) continue;
            Instant begin = Instant.now();
            boolean sent = client.signal(gateway, id, Nap.WAKE, "\"up\"")
                    .filter(Client.Reply::accepted)
                    .isPresent();
            if (!sent) {
                log.warn("{} could not be signalled", id);
                continue;
            }
            Pause.until(() -> isOver(client, gateway, id), LONGEST);
            sample.add(sinceUntilEnd(ask, begin, id));
        }
        return sample;
    }

    /** In milliseconds; the whole of what was waited if there is no end yet. */
    private static double sinceUntilEnd(Ask ask, Instant begin, String id) {
        return ask
                .rows(
                        row -> row.getObject(1, OffsetDateTime.class),
                        "SELECT finished_at FROM dormouse.workflow WHERE id = ? AND finished_at IS NOT NULL",
                        id)
                .stream()
                .mapToDouble(end -> Duration.between(begin, end).toNanos() / 1e6)
                .findFirst()
                .orElse(LONGEST.toMillis());
    }

    private static boolean isOver(Client client, int gateway, String id) {
        return client.get(gateway, "workflows/" + id)
                .filter(reply -> reply.body().contains("\"COMPLETED\""))
                .isPresent();
    }

    private static List<String> statements(Ask ask) {
        return ask.rows(
                row -> "%,d rows in %,d calls, %.1f ms: %s"
                        .formatted(row.getLong(1), row.getLong(2), row.getDouble(3), row.getString(4)),
                """
                SELECT rows, calls, total_exec_time, left(regexp_replace(query, '\\s+', ' ', 'g'), 110)
                FROM public.pg_stat_statements s JOIN pg_roles r ON r.oid = s.userid
                WHERE r.rolname = 'dormouse' ORDER BY rows DESC LIMIT 8
                """);
    }

    private static List<String> tables(Ask ask) {
        return ask.rows(row -> "%s %d %d".formatted(row.getString(1), row.getLong(2), row.getLong(3)), """
            SELECT relname, coalesce(seq_tup_read, 0), coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables
            WHERE schemaname = 'dormouse' AND relname IN ('workflow', 'journal', 'timer', 'event_waiter') ORDER BY relname
            """);
    }

    private static List<String> since(List<String> before, List<String> after) {
        return IntStream.range(0, after.size())
                .mapToObj(i -> {
                    String[] old = before.get(i).split(" ");
                    String[] now = after.get(i).split(" ");
                    return "%s: %,d by scan, %,d by index"
                            .formatted(
                                    now[0],
                                    Long.parseLong(now[1]) - Long.parseLong(old[1]),
                                    Long.parseLong(now[2]) - Long.parseLong(old[2]));
                })
                .toList();
    }
}
