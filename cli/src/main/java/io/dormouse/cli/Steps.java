package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.ending;
import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A journal as a table with one row a step: a call and its completion, or its withdrawal, are one. A step that is not
 * completed yet has no result, but how far it is, if it says so; what has no entry of its own yet, such as a wait, is told by
 * the workflow itself.
 */
final class Steps {
    private final JsonNode workflow;
    private final ArrayNode journal;
    private final Screen screen;
    private final Table table = new Table(
            whole("#"), text("TYPE"), text("NAME"), text("RESULT"), whole("TIME"), whole("TOOK"), ending("LINE"));
    private final Map<String, Instant> calledAt = new HashMap<>();
    private final Set<String> completed = new HashSet<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Map<String, String> progress = new HashMap<>();

    private Steps(JsonNode workflow, ArrayNode journal, Screen screen) {
        this.workflow = workflow;
        this.journal = journal;
        this.screen = screen;
    }

    static Table table(JsonNode workflow, ArrayNode journal, Screen screen) {
        return new Steps(workflow, journal, screen).fill();
    }

    private Table fill() {
        journal.forEach(entry -> {
            if (type(entry).equals("Called")) Screen.instant(entry, "at").ifPresent(at -> calledAt.put(seq(entry), at));
            if (type(entry).equals("Completed")) completed.add(seq(entry));
            if (type(entry).equals("Withdrawn")) withdrawn.add(seq(entry));
            if (type(entry).equals("Progressed")) progress.put(seq(entry), EntryText.of(entry));
        });
        Optional<Instant> before = Optional.empty();
        boolean pending = false;
        for (JsonNode entry : journal) {
            boolean open = type(entry).equals("Called");
            boolean told = open && completed.contains(seq(entry)) || isToldByItsCall(entry);
            if (!told) add(entry, before);
            pending |= open && !told && !withdrawn.contains(seq(entry));
            before = Screen.instant(entry, "at");
        }
        if (!pending) addWait();
        return table;
    }

    private void add(JsonNode entry, Optional<Instant> before) {
        Optional<Instant> at = Screen.instant(entry, "at");
        Optional<Instant> began = Optional.ofNullable(calledAt.get(seq(entry))).or(() -> before);
        boolean open = type(entry).equals("Called");
        table.add(
                entry.path("position").asText(),
                kind(entry),
                Json.text(entry, "name").orElse(""),
                open ? (stands(entry) + progress.getOrDefault(seq(entry), "")).strip() : EntryText.of(entry),
                screen.shortTime(entry, "at"),
                takesTime(entry)
                        ? at.flatMap(end -> began.map(start -> Screen.duration(Duration.between(start, end))))
                                .orElse("")
                        : "",
                Json.text(entry, "line").orElse(""));
    }

    private void addWait() {
        Json.text(workflow, "waitingFor")
                .filter(what -> !ended())
                .ifPresent(what -> table.add(
                        "",
                        "waits",
                        what,
                        "",
                        screen.shortTime(workflow, "updatedAt"),
                        "",
                        Json.text(workflow, "sourceLine").orElse("")));
    }

    private boolean isToldByItsCall(JsonNode entry) {
        return type(entry).equals("Progressed") || type(entry).equals("Withdrawn") && calledAt.containsKey(seq(entry));
    }

    /** What becomes of a step without a completion. */
    private String stands(JsonNode call) {
        if (withdrawn.contains(seq(call))) return "(withdrawn) ";
        return ended() ? "(not completed) " : "(under way) ";
    }

    private boolean ended() {
        return Screen.instant(workflow, "finishedAt").isPresent();
    }

    private static boolean takesTime(JsonNode entry) {
        return type(entry).equals("Completed") || type(entry).equals("Finished");
    }

    /** People know a step by what it is; the journal calls its end "Completed". */
    private static String kind(JsonNode entry) {
        boolean isStep = type(entry).equals("Completed") || type(entry).equals("Called");
        return Json.text(entry.path("body"), "kind").filter(kind -> isStep).orElse(type(entry));
    }

    private static String type(JsonNode entry) {
        return entry.path("type").asText();
    }

    private static String seq(JsonNode entry) {
        return Json.text(entry, "seq")
                .orElseGet(() -> "position " + entry.path("position").asText());
    }
}
