package io.dormouse.engine.replay;

import io.dormouse.contracts.Misfit;

/** The part of an exception's message that belongs into a sentence. */
public final class Messages {
    private Messages() {}

    /** One line; what Jackson says of a value that does not fit is said in words of JSON. The class name if there is no message. */
    public static String firstLine(Throwable failure) {
        return Misfit.sentence(failure);
    }
}
