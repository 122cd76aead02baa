package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one workflow and what has happened to it. */
@Command(
        name = "show",
        sortOptions = false,
        description = {
            "Shows a workflow and every step of its present run: position in the journal, type, name, result, when it"
                    + " was written, how long it took, source line.",
            "With --json the workflow, and its journal in the field \"journal\"."
        })
final class Show extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The workflow.")
    String id = "";

    Show(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        String path = "workflows/" + Api.piece("id", id);
        JsonNode workflow = api.get(path, Query.NONE);
        ArrayNode journal = Journal.read(api, path, Optional.empty());
        if (json) {
            screen.print(((ObjectNode) workflow).set("journal", journal));
            return ExitCode.OK;
        }
        tell(workflow, screen);
        screen.out().println();
        screen.print(Steps.table(workflow, journal, screen));
        return ExitCode.OK;
    }

    private static void tell(JsonNode workflow, Screen screen) {
        say(screen, "workflow", Json.text(workflow, "id"));
        say(
                screen,
                "name",
                Json.text(workflow, "name")
                        .map(name ->
                                name + " version " + workflow.path("version").asText()));
        say(screen, "status", Json.text(workflow, "status"));
        say(screen, "says", Json.text(workflow, "statusText"));
        say(screen, "waits for", Json.text(workflow, "waitingFor"));
        say(screen, "at line", Json.text(workflow, "sourceLine"));
        say(screen, "tags", tags(workflow));
        say(screen, "child of", Json.text(workflow, "parent"));
        say(screen, "run", Json.text(workflow, "run").filter(run -> !run.equals("0")));
        say(
                screen,
                "started",
                Json.text(workflow, "startedBy").map(by -> screen.time(workflow, "createdAt") + " by " + by));
        say(screen, "updated", Optional.of(screen.time(workflow, "updatedAt")));
        say(screen, "ended", Optional.of(screen.time(workflow, "finishedAt")).filter(time -> !time.isEmpty()));
        Json.text(workflow, "input").ifPresent(input -> screen.printFitted(labelled("input", input)));
        Json.text(workflow, "result").ifPresent(result -> screen.printFitted(labelled("result", result)));
        say(
                screen,
                "failure",
                Json.text(workflow.path("failure"), "message")
                        .map(message -> Json.text(workflow.path("failure"), "type")
                                        .map(type -> type + ": ")
                                        .orElse("")
                                + message));
    }

    private static Optional<String> tags(JsonNode workflow) {
        return Optional.of(workflow.path("tags").properties().stream()
                        .map(tag -> tag.getKey() + "=" + tag.getValue().asText())
                        .collect(Collectors.joining(", ")))
                .filter(tags -> !tags.isEmpty());
    }

    private static void say(Screen screen, String label, Optional<String> value) {
        value.ifPresent(text -> screen.print(labelled(label, text)));
    }

    private static String labelled(String label, String text) {
        return "%-10s %s".formatted(label, text);
    }
}
