package io.dormouse.engine.journal;

import org.jspecify.annotations.Nullable;

/** How a command, or a whole workflow, ended. */
public sealed interface Outcome {
    /** About how many characters of payload it has. */
    default int weight() {
        return switch (this) {
            case Success success -> success.json().length();
            case Failure failure -> failure.message().length();
        };
    }

    /** A success without a value. */
    Success NOTHING = new Success("null", null);

    /**
     * It gave a value.
     *
     * @param json the value, checked to be storable
     * @param type how to read it back where the command does not say (local steps without a declared type)
     */
    record Success(String json, @Nullable String type) implements Outcome {}

    /**
     * It failed for good.
     *
     * @param type the name of the failure: a contract's failure code, or the class of an exception
     * @param code the number of a contract's failure; 0 for an exception
     * @param message what happened
     * @param retryable whether the same may succeed later, for people to read
     */
    record Failure(String type, int code, String message, boolean retryable) implements Outcome {
        /** The failure that an exception of the author's code is. */
        public static Failure of(Throwable exception) {
            return new Failure(exception.getClass().getName(), 0, Text.storable(messageOf(exception)), false);
        }

        /** Also of an exception whose own code fails when it is asked. */
        private static String messageOf(Throwable exception) {
            try {
                return String.valueOf(exception.getMessage()).replaceFirst("^null$", "");
            } catch (RuntimeException | StackOverflowError broken) {
                return "its message cannot be told: " + broken.getClass().getName();
            }
        }
    }
}
