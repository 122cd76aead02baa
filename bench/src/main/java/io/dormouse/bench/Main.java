package io.dormouse.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** {@code ./dormouse bench steps}: prints a table, and as its last line one JSON object; {@code bench sleepers}: a table. */
public final class Main {
    private static final int ROUNDS = 7;

    private Main() {}

    /** Exits with 2 if it is told something that it cannot measure. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        List<String> words = List.of(arguments);
        if (words.equals(List.of("sleepers"))) {
            new Sleepers().measure();
            System.exit(0);
        }
        if (words.isEmpty() || !words.getFirst().equals("steps")) {
            System.err.println("usage: ./dormouse bench steps [WORKFLOWS AT ONCE, default 1000] [LANES, default 1]");
            System.err.println("       ./dormouse bench sleepers");
            System.exit(2);
        }
        int atOnce = words.size() > 1 ? Integer.parseInt(words.get(1)) : 1_000;
        int lanes = words.size() > 2 ? Integer.parseInt(words.get(2)) : 1;
        Steps.Result result = Steps.measure(atOnce, ROUNDS, lanes);
        System.out.printf(
                "%s, %d processors, Java %s, Postgres beside it with fsync on; median of %d rounds%n",
                System.getProperty("os.name"), Runtime.getRuntime().availableProcessors(), Runtime.version(), ROUNDS);
        System.out.printf(
                "durable steps a second, %,d workflows of ten at once   %,10.0f%n",
                result.workflows(), result.stepsPerSecond());
        System.out.printf(
                "single-row commits a second, 64 connections            %,10.0f%n", result.singleRowCommitsPerSecond());
        System.out.printf(
                "rows a second in bulk, one connection                  %,10.0f%n", result.bulkRowsPerSecond());
        System.out.println(new JsonObject()
                .put("stepsPerSecond", Math.round(result.stepsPerSecond()))
                .put("ratioToSingleRowCommits", result.stepsPerSecond() / result.singleRowCommitsPerSecond())
                .put("ratioToBulkRows", result.stepsPerSecond() / result.bulkRowsPerSecond())
                .encode());
        System.exit(0);
    }
}
