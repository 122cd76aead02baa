package io.dormouse.host.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where values are written: a file, the environment, flags; later ones win. */
final class Sources {
    private static final String FILE = "config";

    /** Read by other programs of ours (the command line, the tests), which may run in the same environment. */
    private static final Set<String> OF_OTHERS =
            Set.of("DORMOUSE_URL", "DORMOUSE_TOKEN", "DORMOUSE_DATA", "DORMOUSE_LONG", "DORMOUSE_REQUIRE_EXTERNALS");

    private final List<String> problems;
    private final Map<String, String> nameOfVariable;

    /** @param names all names that may be given */
    Sources(Stream<String> names, List<String> problems) {
        this.problems = problems;
        this.nameOfVariable =
                Stream.concat(names, Stream.of(FILE)).collect(Collectors.toMap(Key::variable, Function.identity()));
    }

    /** By name, weakest source first. Names that nobody knows are among them, but for the environment's. */
    List<Map<String, Given>> read(List<String> arguments, Map<String, String> environment) {
        Map<String, Given> flags = flags(arguments);
        Map<String, Given> variables = variables(environment);
        Given file = flags.containsKey(FILE) ? flags.get(FILE) : variables.get(FILE);
        flags.remove(FILE);
        variables.remove(FILE);
        return List.of(file == null ? Map.of() : file(file), variables, flags);
    }

    private Map<String, Given> flags(List<String> arguments) {
        Map<String, Given> given = new TreeMap<>();
        List<String> left = new ArrayList<>(arguments);
        while (!left.isEmpty()) {
            String argument = left.removeFirst();
            if (!argument.startsWith("--") || argument.length() < 3) {
                problems.add("%s is no flag; flags are --key=value".formatted(argument));
                continue;
            }
            String[] parts = argument.substring(2).split("=", 2);
            Optional<String> value = parts.length == 2
                    ? Optional.of(parts[1])
                    : Optional.of(left)
                            .filter(rest -> !rest.isEmpty() && !rest.getFirst().startsWith("--"))
                            .map(List::removeFirst);
            if (value.isEmpty()) problems.add("--%s has no value; write --%s=value".formatted(parts[0], parts[0]));
            Given last = given.put(parts[0], new Given(parts[0], value.orElse(""), "flag --" + parts[0]));
            if (last != null) problems.add("--%s is given twice; give it once".formatted(parts[0]));
        }
        return given;
    }

    private Map<String, Given> variables(Map<String, String> environment) {
        Map<String, Given> given = new TreeMap<>();
        environment.forEach((variable, text) -> {
            if (!variable.startsWith("DORMOUSE_") || OF_OTHERS.contains(variable)) return;
            // As Compose writes ${X:-}
            if (text.isEmpty() && nameOfVariable.containsKey(variable)) return;
            String name = nameOfVariable.get(variable);
            if (name == null) {
                problems.add(("the environment variable %s is unknown here%s; unset it (if Kubernetes made it, set"
                                + " enableServiceLinks: false)")
                        .formatted(variable, Spelling.closest(variable, nameOfVariable.keySet())));
            } else {
                given.put(name, new Given(name, text, "environment variable " + variable));
            }
        });
        return given;
    }

    private Map<String, Given> file(Given source) {
        Properties read = new Properties();
        try (Reader text = new StringReader(Files.readString(Path.of(source.text())))) {
            read.load(text);
        } catch (IOException | IllegalArgumentException e) {
            problems.add("%s (%s) cannot be read as a file of Java properties in UTF-8: %s"
                    .formatted(source.text(), source.place(), e));
        }
        return read.stringPropertyNames().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> new Given(name, read.getProperty(name), "%s in %s".formatted(name, source.text()))));
    }
}
