package io.dormouse.host.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The values of some keys: their standards, then the file ({@code --config FILE}, Java properties), then {@code DORMOUSE_*}
 * variables, then flags; the later wins. A secret may be given as a file in each of them ({@code …_FILE}, {@code …-file}).
 */
public final class Configuration {
    private final Map<Key<?>, Object> values = new HashMap<>();

    private Configuration() {}

    /**
     * Reads and checks everything. Blocking: it reads files.
     *
     * @throws ConfigurationException with all that is wrong, unknown or missing
     */
    public static Configuration load(Collection<Key<?>> keys, List<String> arguments, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(names(keys).toList());
        Configuration loaded = new Configuration();
        List<Map<String, Given>> sources = new Sources(names.stream(), problems).read(arguments, environment);
        for (Map<String, Given> source : sources) {
            for (Given given :
                    new TreeSet<>(source.keySet()).stream().map(source::get).toList()) {
                if (!names.contains(given.name())) {
                    problems.add("%s is unknown (%s)%s"
                            .formatted(given.name(), given.place(), Spelling.closest(given.name(), names)));
                }
            }
        }
        for (Key<?> key : keys) loaded.read(key, sources, problems);
        if (!problems.isEmpty()) throw new ConfigurationException(problems);
        return loaded;
    }

    /** The value of one of the keys that this was loaded for. */
    @SuppressWarnings("unchecked") // read(key) stored what the key's own form made
    public <T> T get(Key<T> key) {
        Object value = values.get(key);
        if (value == null) throw new IllegalArgumentException(key + " is not among the keys that were loaded");
        return (T) value;
    }

    /** All keys with what they mean, for people: a line each. */
    public static String describe(Collection<Key<?>> keys) {
        return keys.stream().map(Configuration::describe).collect(Collectors.joining("\n"));
    }

    private static String describe(Key<?> key) {
        String without =
                key.standard().map("standard: %s"::formatted).orElse(key.required() ? "required" : "may be left out");
        return "--%s=… (%s) %s: %s; %s%s"
                .formatted(
                        key.name(),
                        Key.variable(key.name()),
                        key.meaning(),
                        key.form().expected(),
                        without,
                        key.secret()
                                ? "; or --%s=FILE (%s)".formatted(key.fileName(), Key.variable(key.fileName()))
                                : "");
    }

    private static Stream<String> names(Collection<Key<?>> keys) {
        return keys.stream()
                .flatMap(key -> key.secret() ? Stream.of(key.name(), key.fileName()) : Stream.of(key.name()));
    }

    private <T> void read(Key<T> key, List<Map<String, Given>> sources, List<String> problems) {
        Optional<Given> given = strongest(key, sources, problems);
        if (given.isEmpty() && key.required()) {
            problems.add("%s is missing: %s; it must be %s. Give --%s=… or %s%s"
                    .formatted(
                            key.name(),
                            key.meaning(),
                            key.form().expected(),
                            key.name(),
                            Key.variable(key.name()),
                            key.secret() ? ", or a file that holds it: " + Key.variable(key.fileName()) : ""));
            return;
        }
        if (given.isEmpty() && key.absent().isPresent()) {
            values.put(key, key.absent().get());
            return;
        }
        Given written =
                given.orElseGet(() -> new Given(key.name(), key.standard().orElseThrow(), "standard"));
        try {
            values.put(key, key.form().reader().apply(written.textFor(key)));
        } catch (Given.UnreadableSecret e) {
            problems.add("%s (%s): the file %s cannot be read: %s"
                    .formatted(key.name(), written.place(), written.text(), e.getCause()));
        } catch (RuntimeException e) {
            String shown = key.secret() ? "" : " is \"%s\", but".formatted(written.text());
            problems.add("%s (%s)%s must be %s"
                    .formatted(key.name(), written.place(), shown, key.form().expected()));
        }
    }

    private static Optional<Given> strongest(Key<?> key, List<Map<String, Given>> sources, List<String> problems) {
        for (Map<String, Given> source : sources.reversed()) {
            Given value = source.get(key.name());
            Given file = key.secret() ? source.get(key.fileName()) : null;
            if (value != null && file != null) {
                problems.add("%s is given twice, as %s and as %s; give one"
                        .formatted(key.name(), value.place(), file.place()));
            }
            Optional<Given> here = Optional.ofNullable(value).or(() -> Optional.ofNullable(file));
            if (here.isPresent()) return here;
        }
        return Optional.empty();
    }
}
