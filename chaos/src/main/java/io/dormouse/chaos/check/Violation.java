package io.dormouse.chaos.check;

/**
 * A promise that was not kept.
 *
 * @param kind {@code lost}, {@code doubled} or {@code other}
 * @param what in two or three words, for counting
 * @param sentence with the ids and the evidence
 */
public record Violation(String kind, String what, String sentence) {
    @Override
    public String toString() {
        return "%s (%s): %s".formatted(kind, what, sentence);
    }
}
