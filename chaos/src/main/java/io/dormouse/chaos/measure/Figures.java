package io.dormouse.chaos.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured, a sentence or number for each label, in the order of telling. */
public final class Figures {
    private final Map<String, String> values = new LinkedHashMap<>();

    Figures() {}

    Figures put(String label, String format, Object... arguments) {
        values.put(label, format.formatted(arguments));
        return this;
    }

    /** For the terminal. */
    public String table() {
        int width = values.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        values.forEach((label, value) -> text.append(("%-" + width + "s  %s%n").formatted(label, value)));
        return text.toString();
    }

    /** For a document. */
    public String markdown() {
        StringBuilder text = new StringBuilder("| | |\n| --- | --- |\n");
        values.forEach((label, value) -> text.append("| %s | %s |\n".formatted(label, value.replace("|", "\\|"))));
        return text.toString();
    }

    /** For a program. */
    public String json() {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(values);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
