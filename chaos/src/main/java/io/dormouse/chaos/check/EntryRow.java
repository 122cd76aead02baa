package io.dormouse.chaos.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * An entry of a journal. Its body stays text until a rule asks for it: there may be a million.
 *
 * @param seq of the command; -1 if it belongs to none
 * @param name of the command, signal or definition; empty if there is none
 */
record EntryRow(int run, long position, Type type, int seq, String name, String text) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** In the order of their numbers in the table, which begin with 1. */
    enum Type {
        STARTED,
        CALLED,
        COMPLETED,
        FINISHED,
        SIGNALLED,
        CANCELLED,
        CHANGED,
        PAUSED,
        RESUMED,
        RETRIED,
        REWOUND,
        FORKED,
        CONTINUED_AS_NEW,
        PROGRESSED,
        WITHDRAWN;

        static Type of(int number) {
            return values()[number - 1];
        }
    }

    JsonNode body() {
        return json(text);
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the database holds what is not JSON: " + text, e);
        }
    }
}
