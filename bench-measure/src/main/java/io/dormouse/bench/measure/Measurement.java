package io.dormouse.bench.measure;

import java.util.List;

/** What to measure, as a peer program is told on its command line. */
public sealed interface Measurement {
    String USAGE = "steps --at-once N --rounds R | latency --rounds R";

    /** Rounds of so many workflows at once. */
    record Steps(int atOnce, int rounds) implements Measurement {}

    /** Rounds of workflows one after another. */
    record Latency(int rounds) implements Measurement {}

    /** Throws {@link IllegalArgumentException}, with what was expected, unless the words are exactly one of the two. */
    static Measurement parse(List<String> words) {
        if (words.size() == 5 && at(words, 0, "steps") && at(words, 1, "--at-once") && at(words, 3, "--rounds")) {
            return new Steps(positive(words.get(2)), positive(words.get(4)));
        }
        if (words.size() == 3 && at(words, 0, "latency") && at(words, 1, "--rounds")) {
            return new Latency(positive(words.get(2)));
        }
        throw new IllegalArgumentException("expected " + USAGE + ", and not " + String.join(" ", words));
    }

    private static boolean at(List<String> words, int position, String word) {
        return words.get(position).equals(word);
    }

    private static int positive(String word) {
        if (!word.matches("[1-9][0-9]{0,6}")) {
            throw new IllegalArgumentException("expected a positive number, and not " + word);
        }
        return Integer.parseInt(word);
    }
}
