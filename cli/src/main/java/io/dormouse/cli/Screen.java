package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Where answers go.
 *
 * @param out for what was asked for, so that scripts can read it
 * @param err for everything else
 * @param width how many columns a line may have; without limit where nobody looks
 * @param zone in which people read the time
 */
record Screen(PrintStream out, PrintStream err, int width, ZoneId zone) {
    /** No limit: into a pipe or a file nothing is shortened. */
    static final int ENDLESS = Integer.MAX_VALUE;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    void print(JsonNode json) {
        out.println(Json.pretty(json));
    }

    void print(Table table) {
        table.lines(width).forEach(out::println);
    }

    /** One line, however long its parts. */
    void print(String line) {
        out.println(Text.fit(Text.shown(line), width));
    }

    /** Beside what was asked for. */
    void remark(String sentence) {
        err.println(Text.shown(sentence));
    }

    /** A field that holds an instant, in local time; empty if it is not there. */
    String time(JsonNode object, String field) {
        return instant(object, field).map(instant -> TIME.format(instant.atZone(zone))).orElse("");
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
