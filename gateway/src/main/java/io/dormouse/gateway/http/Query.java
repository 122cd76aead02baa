package io.dormouse.gateway.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request: known parameters only and none of them empty, because an ignored parameter is an ignored wish. Each
 * may be given once, but for those that stand for one thing of several.
 */
public final class Query {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m)");
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 1_000;

    /** Given again they say one thing more. */
    private static final Set<String> REPEATABLE = Set.of("id", "tag");

    private final Map<String, List<String>> values;

    private Query(Map<String, List<String>> values) {
        this.values = values;
    }

    /** Reads the raw query, what follows the question mark; null if there is none. */
    public static Query parse(@Nullable String raw, List<String> known) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (raw == null || raw.isEmpty()) return new Query(values);
        for (String pair : raw.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = Percent.decodeForm("The query", equals < 0 ? pair : pair.substring(0, equals));
            if (!known.contains(name))
                throw refused("The query parameter %s is not known here; %s.".formatted(shown(name), listed(known)));
            String value =
                    equals < 0 ? "" : Percent.decodeForm("The query parameter " + name, pair.substring(equals + 1));
            if (value.isEmpty())
                throw refused("The query parameter %s is empty; give it a value or leave it out.".formatted(name));
            List<String> given = values.computeIfAbsent(name, first -> new ArrayList<>());
            if (!given.isEmpty() && !REPEATABLE.contains(name))
                throw refused("The query parameter %s is given twice; give it once.".formatted(name));
            given.add(value);
        }
        return new Query(values);
    }

    /** The value as it is. */
    public Optional<String> text(String name) {
        return all(name).stream().findFirst();
    }

    /** Every value of a parameter that may be given again, in their order. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** Whether something is wanted: {@code true} or {@code false}, and not if it is not given. */
    public boolean flag(String name) {
        return text(name)
                .map(text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw refused("The query parameter %s must be true or false.".formatted(name));
                })
                .orElse(false);
    }

    /** A whole number within bounds. */
    public Optional<Long> number(String name, long min, long max) {
        return text(name).map(text -> {
            long number = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
            if (number < min || number > max) {
                throw refused("The query parameter %s must be a whole number from %d to %d.".formatted(name, min, max));
            }
            return number;
        });
    }

    /** The parameter {@code limit}: 1 to 1,000, 100 if it is not given. */
    public int limit() {
        return number("limit", 1, MAX_LIMIT).orElse((long) DEFAULT_LIMIT).intValue();
    }

    /** One of a few words, in upper or lower case; the answer is the word as listed. */
    public Optional<String> oneOf(String name, List<String> words) {
        return text(name).map(text -> {
            String upper = text.toUpperCase(Locale.ROOT);
            if (!words.contains(upper)) {
                throw refused("The query parameter %s must be one of %s.".formatted(name, String.join(", ", words)));
            }
            return upper;
        });
    }

    /** A time such as {@code 500ms}, {@code 10s} or {@code 1m}. */
    public Optional<Duration> duration(String name, Duration max) {
        return text(name).map(text -> {
            Matcher matcher = DURATION.matcher(text);
            Duration duration = matcher.matches() ? duration(Long.parseLong(matcher.group(1)), matcher.group(2)) : null;
            if (duration == null || duration.compareTo(max) > 0) {
                throw refused("The query parameter %s must be a time such as 500ms, 10s or 1m, at most %dm."
                        .formatted(name, max.toMinutes()));
            }
            return duration;
        });
    }

    private static Duration duration(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private static String listed(List<String> known) {
        return known.isEmpty() ? "this path takes none" : "known are " + String.join(", ", known);
    }

    private static String shown(String name) {
        return name.length() <= 60 ? '"' + name + '"' : '"' + name.substring(0, 60) + "…\"";
    }

    private static ProblemException refused(String detail) {
        return Problem.invalidRequest(detail).exception();
    }
}
