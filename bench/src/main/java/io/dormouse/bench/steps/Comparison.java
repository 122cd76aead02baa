package io.dormouse.bench.steps;

import io.dormouse.bench.measure.Latencies;
import io.dormouse.bench.peer.Answer;
import io.dormouse.bench.peer.Peer;
import io.dormouse.bench.peer.Peers;
import io.dormouse.bench.report.Report;
import io.dormouse.postgres.EmbeddedDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** Ours first, then each peer with nothing else running, DBOS on the same Postgres. A peer that cannot run is left out, and it is said why. */
public final class Comparison {
    private static final int ROUNDS = 7;

    private final Report report;
    private final Steps ours;

    public Comparison(Report report, int lanes) {
        this.report = report;
        this.ours = new Steps(ROUNDS, lanes);
    }

    /** Durable steps a second, many workflows at once. */
    public void steps(int atOnce) throws ExecutionException, InterruptedException {
        Steps.Result result = ours.rate(atOnce);
        double rate = result.rate().stepsPerSecond();
        report.say("durable steps a second, %,d workflows of ten at once, median of %d rounds", atOnce, ROUNDS);
        report.figure("stepsPerSecond", "Dormouse", rate);
        Peers peers = peers();
        for (Peer peer : Peer.values()) {
            measured(peer, peers.rate(peer, atOnce, ROUNDS)).ifPresent(theirs -> {
                report.row(peer.title(), theirs.stepsPerSecond());
                report.figure("ratioTo" + peer.key(), rate / theirs.stepsPerSecond());
            });
        }
        report.say("what the same Postgres takes without an engine");
        report.row("single-row commits a second, 64 connections", result.singleRowCommitsPerSecond());
        report.figure("ratioToSingleRowCommits", rate / result.singleRowCommitsPerSecond());
        report.row("rows a second in bulk, one connection", result.bulkRowsPerSecond());
        report.figure("ratioToBulkRows", rate / result.bulkRowsPerSecond());
    }

    /** One workflow of ten steps at a time, and beside it what the disk takes for one sync, before and after. */
    public void latency() throws ExecutionException, InterruptedException, IOException {
        double before = DiskSync.halfOfThem();
        Latencies own = ours.latency();
        double sync = (before + DiskSync.halfOfThem()) / 2;
        report.say("ten durable steps, one workflow at a time, milliseconds: half of them, 99 of 100");
        row("Dormouse", "", own);
        Peers peers = peers();
        for (Peer peer : Peer.values()) {
            measured(peer, peers.latency(peer, ROUNDS))
                    .ifPresent(theirs -> row(peer.title(), peer.key().toLowerCase(Locale.ROOT), theirs));
        }
        report.say("one page written and synced to the disk, milliseconds, half of them");
        report.figure("syncMillis", "fdatasync", sync);
        report.figure("syncsWorth", "so many of them take as long as ten steps", own.p50Millis() / sync);
    }

    private void row(String title, String prefix, Latencies latencies) {
        report.row(title, latencies.p50Millis(), latencies.p99Millis());
        report.figure(prefix.isEmpty() ? "p50Millis" : prefix + "P50Millis", latencies.p50Millis());
        report.figure(prefix.isEmpty() ? "p99Millis" : prefix + "P99Millis", latencies.p99Millis());
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
}
