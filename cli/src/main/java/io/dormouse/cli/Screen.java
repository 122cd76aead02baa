package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where answers go.
 *
 * @param out for what was asked for, so that scripts can read it
 * @param err for everything else
 * @param width how many columns a line may have; without limit where nobody looks
 * @param clock the present, and the zone in which people read the time
 */
record Screen(PrintStream out, PrintStream err, int width, Clock clock) {
    /** No limit: into a pipe or a file nothing is shortened. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final DateTimeFormatter FULL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter TODAY = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("MM-dd HH:mm");
    private static final DateTimeFormatter LONG_AGO = DateTimeFormatter.ofPattern("uuuu-MM-dd");

    void print(JsonNode json) {
        out.println(Json.pretty(json));
    }

    void print(Table table) {
        table.lines(width).forEach(out::println);
    }

    /** One line, as long as it is. */
    void print(String line) {
        out.println(Text.shown(line));
    }

    /** One line of which the beginning will do. */
    void printFitted(String line) {
        out.println(Text.fit(Text.shown(line), width));
    }

    /** Beside what was asked for. */
    void remark(String sentence) {
        err.println(Text.shown(sentence));
    }

    /** A field that holds an instant, in local time; empty if it is not there. */
    String time(JsonNode object, String field) {
        return instant(object, field)
                .map(instant -> FULL.format(instant.atZone(clock.getZone())))
                .orElse("");
    }

    /** The same for a table: where space is dear, only what differs from now. */
    String shortTime(JsonNode object, String field) {
        if (width == ENDLESS) return time(object, field);
        LocalDate today = LocalDate.now(clock);
        return instant(object, field)
                .map(instant -> instant.atZone(clock.getZone()))
                .map(time -> time.toLocalDate().equals(today)
                        ? TODAY.format(time)
                        : (time.getYear() == today.getYear() ? THIS_YEAR : LONG_AGO).format(time))
                .orElse("");
    }

    static Optional<Instant> instant(JsonNode object, String field) {
        return Json.text(object, field).flatMap(Screen::parsed);
    }

    /** Two units are enough for people: {@code 35ms}, {@code 2.1s}, {@code 3m 20s}, {@code 2d 4h}. */
    static String duration(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) return millis + "ms";
        if (millis < 60_000) return "%d.%ds".formatted(millis / 1_000, millis % 1_000 / 100);
        if (millis < 3_600_000) return "%dm %ds".formatted(millis / 60_000, millis % 60_000 / 1_000);
        if (millis < 86_400_000) return "%dh %dm".formatted(millis / 3_600_000, millis % 3_600_000 / 60_000);
        return "%dd %dh".formatted(millis / 86_400_000, millis % 86_400_000 / 3_600_000);
    }

    private static Optional<Instant> parsed(String text) {
        try {
            return Optional.of(Instant.parse(text));
        } catch (DateTimeParseException notAnInstant) {
            return Optional.empty();
        }
    }
}
