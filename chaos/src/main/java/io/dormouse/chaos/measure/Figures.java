package io.dormouse.chaos.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was measured, a sentence or number for each label, in the order of telling; and what was promised of it. */
public final class Figures {
    private final Map<String, String> values = new LinkedHashMap<>();
    private final List<String> broken = new ArrayList<>();

    Figures() {}

    Figures put(String label, String format, Object... arguments) {
        values.put(label, format.formatted(arguments));
        return this;
    }

    /** A promise as a sentence, and whether it was kept. */
    Figures promise(String sentence, boolean kept) {
        if (!kept) broken.add(sentence);
        return put(sentence, kept ? "kept" : "**broken**");
    }

    /** The promises that were not kept. */
    public List<String> broken() {
        return List.copyOf(broken);
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
