package io.dormouse.testkit;

/**
 * What a person says to a question.
 *
 * @param approved yes or no
 * @param comment why; may be empty
 * @param by who; the workflow sees this name
 */
public record Verdict(boolean approved, String comment, String by) {
    private static final String SOMEBODY = "tester";

    /** Yes. */
    public static Verdict approve(String comment) {
        return new Verdict(true, comment, SOMEBODY);
    }

    /** No. */
    public static Verdict reject(String comment) {
        return new Verdict(false, comment, SOMEBODY);
    }

    /** The same by somebody else. */
    public Verdict by(String name) {
        return new Verdict(approved, comment, name);
    }
}
