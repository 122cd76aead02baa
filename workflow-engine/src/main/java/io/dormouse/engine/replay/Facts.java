package io.dormouse.engine.replay;

import java.util.Map;
import java.util.Optional;

/** What an author says about a workflow, for people: the text of its status, and tags to find it by. */
public record Facts(Optional<String> status, Map<String, String> tags) {
    static Facts of(Map<String, String> tags) {
        return new Facts(Optional.empty(), tags);
    }
}
