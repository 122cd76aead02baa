package io.dormouse.gateway;

import io.dormouse.gateway.http.Problem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in a workflow's story a listener is. Its text is the id of an event: {@code RUN.POSITION} of an entry, or
 * {@code RUN.end}.
 *
 * @param run the run
 * @param next the position of the first entry that was not told yet; {@link #END} after the end
 */
record StreamPosition(int run, long next) {
    static final long END = Long.MAX_VALUE;

    private static final Pattern ID = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,18}|end)");

    /** The beginning of a run. */
    static StreamPosition beginning(int run) {
        return new StreamPosition(run, 0);
    }

    /** Behind the event of this id. */
    static StreamPosition parse(String lastEventId) {
        Matcher matcher = ID.matcher(lastEventId);
        if (!matcher.matches())
            throw Problem.invalidRequest(
                            "The header Last-Event-ID must be the id of an event of this stream, or be left out.")
                    .exception();
        int run = Integer.parseInt(matcher.group(1));
        return new StreamPosition(run, matcher.group(2).equals("end") ? END : Long.parseLong(matcher.group(2)) + 1);
    }

    boolean afterTheEnd() {
        return next == END;
    }

    static String idOf(int run, long position) {
        return run + "." + position;
    }

    static String idOfEnd(int run) {
        return run + ".end";
    }
}
