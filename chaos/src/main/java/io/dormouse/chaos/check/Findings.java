package io.dormouse.chaos.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers every violation instead of stopping at the first, so that a failure tells a story. */
final class Findings {
    private final List<Violation> found = new ArrayList<>();

    /** Acknowledged, and not there, or it never came to its end. */
    void lost(String what, String sentence, @Nullable Object... arguments) {
        add("lost", what, sentence, arguments);
    }

    /** Done more than once, or asked for by nobody. */
    void doubled(String what, String sentence, @Nullable Object... arguments) {
        add("doubled", what, sentence, arguments);
    }

    /** Out of order, or of another value. */
    void wrong(String what, String sentence, @Nullable Object... arguments) {
        add("other", what, sentence, arguments);
    }

    private void add(String kind, String what, String sentence, @Nullable Object... arguments) {
        found.add(new Violation(kind, what, sentence.formatted(arguments)));
    }

    List<Violation> all() {
        return List.copyOf(found);
    }

    List<Violation> of(String kind) {
        return found.stream().filter(one -> one.kind().equals(kind)).toList();
    }
}
