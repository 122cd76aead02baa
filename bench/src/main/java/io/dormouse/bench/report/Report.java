package io.dormouse.bench.report;

import io.vertx.core.json.JsonObject;
import java.io.PrintStream;
import java.util.Locale;

/**
 * What a measurement says: the machine in its first line, a table for people, and as the last line one JSON object for programs. For
 * one thread.
 */
public final class Report {
    private final PrintStream out;
    private final boolean onlyJson;
    private final JsonObject figures = new JsonObject();
    private boolean begun;

    /** @param onlyJson whether people are not told anything */
    public Report(PrintStream out, boolean onlyJson) {
        this.out = out;
        this.onlyJson = onlyJson;
    }

    /** A line between the rows of the table; {@code parameters} as in {@link String#format}. */
    public void say(String line, Object... parameters) {
        if (onlyJson) return;
        if (!begun) out.println(Machine.described());
        begun = true;
        out.println(String.format(Locale.ROOT, line, parameters));
    }

    /** A row of the table: what it is, and its figures, at most three. */
    public void row(String title, double... values) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-64s", title));
        for (double value : values) line.append(String.format(Locale.ROOT, " %14s", shown(value)));
        say("%s", line);
    }

    /** A figure for programs. */
    public void figure(String key, double value) {
        figures.put(key, Math.abs(value) >= 1_000 ? Math.round(value) : Math.round(value * 1_000) / 1_000.0);
    }

    /** A row that programs are told too. */
    public void figure(String key, String title, double value) {
        row(title, value);
        figure(key, value);
    }

    /** Prints the last line. */
    public void end() {
        out.println(figures.encode());
    }

    /** Large ones without decimals, small ones with three digits that say something. */
    private static String shown(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
