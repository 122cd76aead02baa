package io.dormouse.bench.sleepers;

import com.hazelcast.map.IMap;
import io.dormouse.bench.report.Report;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.suspended.ClusterMaps;
import io.dormouse.workflow.suspended.MapLimits;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

/**
 * What it costs to read sleepers from the memory of the cluster and from Postgres. Samples are taken in turns, so that whatever
 * else the machine does strikes both.
 */
public final class Sleepers {
    private static final int WORKFLOWS = 100;
    private static final int SAMPLES = 301;
    private static final int WARM_UP = 50;
    private static final int LATEST = MapLimits.standard().latestEntries();

    /** So small that every journal measured here is longer. */
    private static final int HARDLY_ANY = 4;

    private final Report report;
    private final SleeperRig rig = new SleeperRig();

    public Sleepers(Report report) throws ExecutionException, InterruptedException {
        this.report = report;
    }

    /** One thing that is timed. */
    private interface Sample {
        void take(int i) throws ExecutionException, InterruptedException;
    }

    public void measure() throws ExecutionException, InterruptedException {
        report.say("microseconds, medians and in brackets the best tenth; reading one sleeper: Postgres | maps as they"
                + " are set | maps for all");
        for (int entries : new int[] {10, 100, 300, 1_000}) reading(entries);
        report.say("falling asleep: flush of 100 that fall asleep, without and with maps; copies in the background");
        for (int entries : new int[] {10, 100, 1_000}) fallingAsleep(entries);
        ringing();
        heap("suspended", 2_500);
        heap("event-map", 24);
    }

    private void reading(int entries) throws ExecutionException, InterruptedException {
        List<String> ids = rig.make(rig.postgres, WORKFLOWS, entries);
        SleeperRig.join(rig.pool.query("VACUUM ANALYZE").execute());
        WorkflowStore standard = rig.withMaps(LATEST);
        WorkflowStore forAll = rig.withMaps(HARDLY_ANY);
        for (int round = 0; round < 2; round++) for (String id : ids) rig.load(forAll, List.of(id));
        Times times = times(
                i -> rig.load(rig.postgres, List.of(ids.get(i * 7 % WORKFLOWS))),
                i -> rig.load(standard, List.of(ids.get(i * 7 % WORKFLOWS))),
                i -> rig.load(forAll, List.of(ids.get(i * 7 % WORKFLOWS))));
        report.say("  %,5d entries   %s", entries, times);
    }

    private void fallingAsleep(int entries) throws ExecutionException, InterruptedException {
        List<String> known = rig.make(rig.postgres, WORKFLOWS, entries);
        WorkflowStore maps = rig.withMaps(LATEST);
        for (String id : known) rig.load(maps, List.of(id));
        List<Part> again = known.stream().map(SleeperRig::asleep).toList();
        Times times = times(i -> rig.flush(rig.postgres, again), i -> rig.flush(maps, again));

        IMap<String, byte[]> copies = rig.member.hazelcast().getMap("suspended");
        copies.clear();
        List<Part> asleep = rig.make(maps, WORKFLOWS, entries).stream()
                .map(SleeperRig::asleep)
                .toList();
        rig.flush(maps, asleep);
        long start = System.nanoTime();
        long deadline = start + 60_000_000_000L;
        int wanted = entries > LATEST ? WORKFLOWS : 0;
        while (copies.size() < wanted && System.nanoTime() < deadline) Thread.onSpinWait();
        report.say(
                "  %,5d entries   %s; %d copies of %,d bytes after %,d ms",
                entries,
                times,
                copies.size(),
                copies.values().stream().mapToInt(copy -> copy.length).max().orElse(0),
                (System.nanoTime() - start) / 1_000_000);
    }

    /** From the answer to a trigger until the first ring. */
    private void ringing() throws ExecutionException, InterruptedException {
        ClusterMaps maps = SleeperRig.join(ClusterMaps.of(rig.vertx(), MapLimits.standard()));
        WorkflowStore store = rig.withMaps(LATEST);
        List<String> ids = rig.make(rig.postgres, WORKFLOWS, 2);
        Map<String, Promise<Void>> rung = new ConcurrentHashMap<>();
        Events.Doorbell bell = (key, waiting) -> {
            Promise<Void> first = rung.get(key);
            if (first != null && !waiting.isEmpty()) first.tryComplete();
        };
        Events plain = new Events(rig.vertx(), rig.pool, bell);
        Events hinted = SleeperRig.join(
                rig.onLoop(() -> Future.succeededFuture(new Events(rig.vertx(), rig.pool, bell, maps.hints()))));
        for (int i = 0; i < SAMPLES + WARM_UP; i++) {
            String id = ids.get(i % WORKFLOWS);
            rig.flush(store, List.of(SleeperRig.waits(id, "plain-" + i), SleeperRig.waits(id, "hinted-" + i)));
            rig.leavesMemory(store, id, "hinted-" + i);
        }
        Times times = times(i -> ring(plain, rung, "plain-" + i), i -> ring(hinted, rung, "hinted-" + i));
        report.say("from a trigger to the first ring, Postgres | event-map: %s", times);
    }

    private static void ring(Events events, Map<String, Promise<Void>> rung, String key)
            throws ExecutionException, InterruptedException {
        Promise<Void> first = Promise.promise();
        rung.put(key, first);
        SleeperRig.join(events.trigger(key, "1", "bench"));
        SleeperRig.join(first.future());
    }

    private void heap(String name, int valueBytes) throws ExecutionException, InterruptedException {
        IMap<String, byte[]> map = rig.member.hazelcast().getMap(name);
        map.clear();
        long perEntry = 0;
        for (int from = 0; from < 100_000; from += 500) {
            Map<String, byte[]> batch = new HashMap<>();
            for (int i = from; i < from + 500; i++) batch.put("sleeper-with-an-id-" + i, new byte[valueBytes]);
            map.setAllAsync(batch).toCompletableFuture().get();
            if (from == 500) perEntry = map.getLocalMapStats().getHeapCost() / Math.max(1, held(map));
        }
        report.say(
                "%s: 100,000 of %,d bytes written; here %,d entries and backups, %,d bytes each, %,d KiB; the heap has"
                        + " %,d KiB",
                name,
                valueBytes,
                held(map),
                perEntry,
                map.getLocalMapStats().getHeapCost() >> 10,
                Runtime.getRuntime().maxMemory() >> 10);
    }

    private static long held(IMap<String, byte[]> map) {
        return map.getLocalMapStats().getOwnedEntryCount()
                + map.getLocalMapStats().getBackupEntryCount();
    }

    /** Who comes first changes with every turn: whoever follows a heavy one pays for its garbage. */
    private static Times times(Sample... samples) throws ExecutionException, InterruptedException {
        for (int warmUp = 0; warmUp < WARM_UP; warmUp++) for (Sample sample : samples) sample.take(SAMPLES + warmUp);
        double[][] micros = new double[samples.length][SAMPLES];
        for (int i = 0; i < SAMPLES; i++) {
            for (int turn = 0; turn < samples.length; turn++) {
                int which = (turn + i) % samples.length;
                long start = System.nanoTime();
                samples[which].take(i);
                micros[which][i] = (System.nanoTime() - start) / 1e3;
            }
        }
        for (double[] sorted : micros) Arrays.sort(sorted);
        return new Times(micros);
    }

    /** Sorted, by what was timed. */
    private record Times(double[][] micros) {
        /** Medians, and in brackets the best tenth, which is what a machine with nothing else to do would show. */
        @Override
        public String toString() {
            return Arrays.stream(micros)
                    .map(sorted -> "%,8.0f (%,6.0f)".formatted(sorted[SAMPLES / 2], sorted[SAMPLES / 10]))
                    .collect(Collectors.joining(" | "));
        }
    }
}
