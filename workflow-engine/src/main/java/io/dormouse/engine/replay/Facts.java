package io.dormouse.engine.replay;

import java.util.Map;
import java.util.Optional;

/** What an author says about a workflow, for people: the text of its status, and tags to find it by. */
public record Facts(Optional<String> status, Map<String, String> tags) {
    private static final Facts NONE = new Facts(Optional.empty(), Map.of());

    /** Nothing but tags, as a workflow begins. */
    public static Facts of(Map<String, String> tags) {
        return tags.isEmpty() ? NONE : new Facts(Optional.empty(), tags);
    }
}
