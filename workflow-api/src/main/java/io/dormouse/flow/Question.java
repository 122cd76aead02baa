package io.dormouse.flow;

/** What a person is asked: one sentence to be answered with yes or no. At most 10,000 characters. */
public record Question(String text) {
    /** A question. */
    public static Question of(String text) {
        return new Question(text);
    }
}
