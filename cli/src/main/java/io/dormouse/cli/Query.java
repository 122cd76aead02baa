package io.dormouse.cli;

import java.util.Optional;

/**
 * What comes after the question mark.
 *
 * @param text the parameters that were given, encoded
 */
record Query(String text) {
    static final Query NONE = new Query("");

    /** With one more, if it was given. */
    Query with(String name, Optional<?> value) {
        return value.map(given ->
                        new Query(text + (text.isEmpty() ? "?" : "&") + name + "=" + Api.encoded(given.toString())))
                .orElse(this);
    }
}
