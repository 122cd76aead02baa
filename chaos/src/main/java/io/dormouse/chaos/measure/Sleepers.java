package io.dormouse.chaos.measure;

import io.dormouse.chaos.errand.Nap;
import io.dormouse.chaos.site.Member;
import io.dormouse.chaos.site.Role;
import io.dormouse.chaos.site.Site;
import io.dormouse.chaos.site.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hundred thousand workflows asleep; a node is killed; random ones are woken, and what the take-over read is counted. */
final class Sleepers implements Measurement {
    private static final Logger log = LoggerFactory.getLogger(Sleepers.class);
    private static final int COUNT = Integer.getInteger("dormouse.sleepers", 100_000);
    private static final int WOKEN = 1_000;
    private static final String BED = "{\"millis\":360000000}";

    @Override
    public String name() {
        return "sleepers";
    }

    @Override
    public String sentence() {
        return "waking random ones of 100,000 sleeping workflows after a node was killed, and what the take-over read";
    }

    @Override
    public Figures measure(Site site) {
        Client client = new Client(site.access());
        Ask ask = new Ask(site.access());
        Figures figures = new Figures();
        long begin = System.nanoTime();
        lull(client);
        Waiting.until(
                "sleep",
                Duration.ofMinutes(5),
                () -> asleep(ask) >= COUNT,
                () -> "%,d of %,d sleep".formatted(asleep(ask), COUNT));
        figures.put("asleep", "%,d, after %,d s", COUNT, (System.nanoTime() - begin) / 1_000_000_000);
        Sample before = wake(client, new Random(1), 200);
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
        Sample after = wake(client, new Random(2), WOKEN);
        figures.put("from signal to end after the kill", "%s", after);
        Waiting.until(
                victim.name(),
                Duration.ofMinutes(2),
                () -> victim.starts() > starts && victim.ready(),
                () -> "it did not come back");
        Pause.of(Duration.ofSeconds(5));
        figures.put("from signal to end when it is back", "%s", wake(client, new Random(3), WOKEN));
        return figures;
    }

    private static void lull(Client client) {
        try (ExecutorService threads = Executors.newFixedThreadPool(48)) {
            for (int i = 0; i < COUNT; i++) {
                int number = i;
                threads.execute(() -> {
                    for (int attempt = number; ; attempt++) {
                        if (client.start(attempt, Nap.NAME, id(number), BED)
                                .filter(Client.Reply::accepted)
                                .isPresent()) break;
                        Pause.of(300);
                    }
                    if (number % 10_000 == 0) log.info("{} lulled", number);
                });
            }
        }
    }

    private static String id(int number) {
        return "sleeper-" + number;
    }

    private static long asleep(Ask ask) {
        return ask.number("SELECT count(*) FROM dormouse.workflow WHERE status = 'WAITING' AND id LIKE 'sleeper-%'");
    }

    /** One after the other: from sending the signal to seeing the workflow at its end. */
    private static Sample wake(Client client, Random random, int count) {
        Sample sample = new Sample();
        for (int i = 0; i < count; i++) {
            String id = id(random.nextInt(COUNT));
            if (isOver(client, i, id)) continue;
            long begin = System.nanoTime();
            boolean sent = client.signal(i, id, Nap.WAKE, "\"up\"")
                    .filter(Client.Reply::accepted)
                    .isPresent();
            if (!sent) {
                log.warn("{} could not be signalled", id);
                continue;
            }
            while (!isOver(client, i, id) && System.nanoTime() - begin < 30_000_000_000L) Pause.of(1);
            sample.add((System.nanoTime() - begin) / 1e6);
        }
        return sample;
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
