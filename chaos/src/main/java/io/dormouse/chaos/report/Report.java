package io.dormouse.chaos.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dormouse.chaos.check.Verdict;
import io.dormouse.chaos.check.Violation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One run.
 *
 * @param command that makes it again
 * @param machine that it ran on
 * @param storm how long faults were injected
 * @param faults how many, by kind
 * @param verdict of the checker
 * @param trouble why the suite never became quiet, or what else kept the run from its end
 */
public record Report(
        String command,
        Machine machine,
        Duration storm,
        Map<String, Integer> faults,
        Verdict verdict,
        Optional<String> trouble) {
    private static final int SHOWN = 20;

    public Report {
        faults = new TreeMap<>(faults);
    }

    /** Nothing lost, doubled or otherwise wrong, and quiet in the end. */
    public boolean clean() {
        return trouble.isEmpty() && violations().isEmpty();
    }

    /** For the terminal. */
    public String table() {
        StringBuilder text = new StringBuilder();
        text.append("%s%n%s, %d min of faults%n%n".formatted(command, machine, storm.toMinutes()));
        text.append("faults injected%n".formatted());
        faults.forEach((kind, count) -> text.append("  %-28s %,8d%n".formatted(kind, count)));
        text.append("  %-28s %,8d%n%n".formatted("all", sum(faults)));
        text.append("operations acknowledged%n".formatted());
        acknowledged().forEach((kind, count) -> text.append("  %-28s %,8d%n".formatted(kind, count)));
        text.append("  %-28s %,8d%n%n".formatted("all", sum(acknowledged())));
        outcome().forEach((what, value) -> text.append("%-30s %8s%n".formatted(what, value)));
        violations().stream()
                .limit(SHOWN)
                .forEach(violation -> text.append(
                        "  %s %s: %s%n".formatted(violation.kind(), violation.what(), violation.sentence())));
        if (violations().size() > SHOWN)
            text.append("  and %d more%n".formatted(violations().size() - SHOWN));
        trouble.ifPresent(sentence -> text.append("%n%s%n".formatted(sentence)));
        return text.toString();
    }

    /** The same for a document. */
    public String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("%s, %s, `%s`, %d minutes of faults.%n%n"
                .formatted(machine.date(), machine, command, storm.toMinutes()));
        text.append("| fault injected | times |%n| --- | ---: |%n".formatted());
        faults.forEach((kind, count) -> text.append("| %s | %,d |%n".formatted(kind, count)));
        text.append("| **all** | **%,d** |%n%n".formatted(sum(faults)));
        text.append("| operation acknowledged | times |%n| --- | ---: |%n".formatted());
        acknowledged().forEach((kind, count) -> text.append("| %s | %,d |%n".formatted(kind, count)));
        text.append("| **all** | **%,d** |%n%n".formatted(sum(acknowledged())));
        text.append("| outcome | |%n| --- | ---: |%n".formatted());
        outcome().forEach((what, value) -> text.append("| %s | %s |%n".formatted(what, value)));
        return text.toString();
    }

    /** The same for a program. */
    public String json() {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode json = mapper.createObjectNode()
                .put("command", command)
                .put("machine", machine.toString())
                .put("date", machine.date())
                .put("minutes", storm.toMinutes());
        json.set("faults", mapper.valueToTree(faults));
        json.set("acknowledged", mapper.valueToTree(acknowledged()));
        json.set("lost", mapper.valueToTree(verdict.lost()));
        json.set("doubled", mapper.valueToTree(verdict.doubled()));
        json.set("other", mapper.valueToTree(verdict.other()));
        json.put("longestStallSeconds", verdict.longestStall().toMillis() / 1000.0);
        json.put("slowestOperationSeconds", verdict.slowestOperation().toMillis() / 1000.0);
        trouble.ifPresent(sentence -> json.put("trouble", sentence));
        json.put("clean", clean());
        try {
            return mapper.writeValueAsString(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> outcome() {
        return Stream.of(
                        Map.entry("lost", Integer.toString(verdict.lost().size())),
                        Map.entry("doubled", Integer.toString(verdict.doubled().size())),
                        Map.entry(
                                "otherwise wrong",
                                Integer.toString(verdict.other().size())),
                        Map.entry("longest stall", seconds(verdict.longestStall())),
                        Map.entry("slowest operation", seconds(verdict.slowestOperation())))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, two) -> one, LinkedHashMap::new));
    }

    private List<Violation> violations() {
        return Stream.of(verdict.lost(), verdict.doubled(), verdict.other())
                .flatMap(List::stream)
                .toList();
    }

    private Map<String, Long> acknowledged() {
        return new TreeMap<>(verdict.acknowledged());
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private static long sum(Map<String, ? extends Number> counts) {
        return counts.values().stream().mapToLong(Number::longValue).sum();
    }
}
