package io.dormouse.bench;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** {@code ./dormouse bench steps} and {@code latency}: a table, and as the last line one JSON object; {@code sleepers}: a table. */
public final class Main {
    private static final int ROUNDS = 7;

    private Main() {}

    /** Exits with 2 if it is told something that it cannot measure. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        List<String> words = List.of(arguments);
        switch (words.isEmpty() ? "" : words.getFirst()) {
            case "steps" -> new Comparison(ROUNDS, number(words, 2, 1)).steps(number(words, 1, 1_000));
            case "latency" -> new Comparison(ROUNDS, 1).latency();
            case "sleepers" -> new Sleepers().measure();
            default -> explain();
        }
        System.exit(0);
    }

    private static int number(List<String> words, int position, int unlessTold) {
        return words.size() > position ? Integer.parseInt(words.get(position)) : unlessTold;
    }

    private static void explain() {
        System.err.println("usage: ./dormouse bench steps [WORKFLOWS AT ONCE, default 1000] [LANES, default 1]");
        System.err.println("       ./dormouse bench latency");
        System.err.println("       ./dormouse bench sleepers");
        System.exit(2);
    }
}
