package io.dormouse.bench;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.peer.Answer;
import io.dormouse.bench.peer.Peer;
import io.dormouse.bench.peer.Peers;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Ours first, then each peer with nothing else running, DBOS on the same Postgres. A peer that cannot run is left out, and it is said why. */
final class Comparison {
    private static final String LINE = "%-55s %,12.0f%n";
    private static final String MILLIS = "%-55s %8.2f %8.2f%n";

    private final int rounds;
    private final Steps ours;

    Comparison(int rounds, int lanes) {
        this.rounds = rounds;
        this.ours = new Steps(rounds, lanes);
    }

    /** Durable steps a second, many workflows at once. */
    void steps(int atOnce) throws ExecutionException, InterruptedException {
        Steps.Result result = ours.rate(atOnce);
        double rate = result.rate().stepsPerSecond();
        describeMachine();
        System.out.printf(
                "durable steps a second, %,d workflows of ten at once, median of %d rounds%n", atOnce, rounds);
        System.out.printf(LINE, "Dormouse", rate);
        JsonObject figures = new JsonObject()
                .put("stepsPerSecond", Math.round(rate))
                .put("ratioToSingleRowCommits", rate / result.singleRowCommitsPerSecond())
                .put("ratioToBulkRows", rate / result.bulkRowsPerSecond());
        Peers peers = peers();
        for (Peer peer : Peer.values()) {
            measured(peer, peers.rate(peer, atOnce, rounds)).ifPresent(theirs -> {
                System.out.printf(LINE, peer.title(), theirs.stepsPerSecond());
                figures.put("ratioTo" + peer.key(), rate / theirs.stepsPerSecond());
            });
        }
        System.out.println("what the same Postgres takes without an engine");
        System.out.printf(LINE, "single-row commits a second, 64 connections", result.singleRowCommitsPerSecond());
        System.out.printf(LINE, "rows a second in bulk, one connection", result.bulkRowsPerSecond());
        System.out.println(figures.encode());
    }

    /** One workflow of ten steps at a time. */
    void latency() throws ExecutionException, InterruptedException {
        Latencies own = ours.latency();
        describeMachine();
        System.out.println("ten durable steps, one workflow at a time, milliseconds: half of them, 99 of 100");
        System.out.printf(MILLIS, "Dormouse", own.p50Millis(), own.p99Millis());
        JsonObject figures = new JsonObject(own.toJson());
        Peers peers = peers();
        for (Peer peer : Peer.values()) {
            measured(peer, peers.latency(peer, rounds)).ifPresent(theirs -> {
                System.out.printf(MILLIS, peer.title(), theirs.p50Millis(), theirs.p99Millis());
                String name = peer.key().toLowerCase(Locale.ROOT);
                figures.put(name + "P50Millis", theirs.p50Millis()).put(name + "P99Millis", theirs.p99Millis());
            });
        }
        System.out.println(figures.encode());
    }

    private static Peers peers() {
        Path root = Path.of(System.getProperty("dormouse.root", "")).toAbsolutePath();
        return new Peers(root, EmbeddedDatabase.durable().freshDatabase("dbos"));
    }

    /** Its figures; without any it is said why. */
    private static <T> Optional<T> measured(Peer peer, Answer<T> answer) {
        return switch (answer) {
            case Answer.Measured<T>(T figures) -> Optional.of(figures);
            case Answer.Absent<T>(String reason) -> {
                System.err.println(peer.title() + " is left out: " + reason);
                yield Optional.empty();
            }
        };
    }

    private static void describeMachine() {
        System.out.printf(
                "%s, %d processors, Java %s, Postgres beside it with fsync on%n",
                System.getProperty("os.name"), Runtime.getRuntime().availableProcessors(), Runtime.version());
    }
}
