package io.dormouse.engine.replay;

import com.fasterxml.jackson.core.JsonProcessingException;

/** The part of an exception's message that belongs into a sentence. */
public final class Messages {
    private Messages() {}

    /** The first line, without the location that Jackson adds; the class name if there is no message. */
    public static String firstLine(Throwable failure) {
        String message =
                failure instanceof JsonProcessingException json ? json.getOriginalMessage() : failure.getMessage();
        return message == null
                ? failure.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
