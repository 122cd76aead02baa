package io.dormouse.gateway;

import io.dormouse.gateway.http.Fields;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.ProblemException;
import io.dormouse.gateway.http.Query;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What workflows are found by: names and values. In a query {@code tag=name:value}, again for each; in a body an object. */
final class Tags {
    private static final int MOST = 20;
    private static final int LONGEST = 100;

    private Tags() {}

    /** Those of the query; empty if there is none. */
    static Optional<Map<String, String>> in(Query query) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : query.all("tag")) {
            int colon = tag.indexOf(':');
            if (colon < 0) throw refused("The query parameter tag must be a name, a colon and a value.");
            String name = tag.substring(0, colon);
            if (tags.put(name, tag.substring(colon + 1)) != null)
                throw refused("The tag \"%.60s\" is given twice; give it once.".formatted(name));
        }
        return checked(tags);
    }

    /** Those of the field {@code tags}; empty if there is none. */
    static Optional<Map<String, String>> in(Fields fields) {
        return fields.texts("tags").flatMap(Tags::checked);
    }

    private static Optional<Map<String, String>> checked(Map<String, String> tags) {
        if (tags.size() > MOST) throw refused("There are more than %d tags; give fewer.".formatted(MOST));
        tags.forEach((name, value) -> {
            if (!fits(name) || !fits(value))
                throw refused("Each tag needs a name and a value of 1 to %d characters; \"%.60s\" has not."
                        .formatted(LONGEST, name));
        });
        return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
    }

    private static boolean fits(String text) {
        return !text.isEmpty() && text.length() <= LONGEST;
    }

    private static ProblemException refused(String detail) {
        return Problem.invalidRequest(detail).exception();
    }
}
