package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a workflow. */
@Command(
        name = "start",
        sortOptions = false,
        description = {
            "Starts a workflow and prints its id, alone on the first line.",
            "With --wait the second line is its state, and below is its result. If it ended otherwise than COMPLETED,"
                    + " the exit code is 1; if it has not ended in time, 0: it goes on."
        },
        footer = {"", "Example:", "  dormouse start provision-server model=B6 name=web1.demo.test release=1.0"})
final class Start extends ApiCommand {
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED");
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    @Parameters(index = "0", paramLabel = "NAME", description = "The workflow; see dormouse definitions.")
    String name = "";

    @Parameters(index = "1..*", paramLabel = "KEY=TEXT|KEY:=JSON", description = "The fields of its input.")
    List<String> input = List.of();

    @Option(
            names = "--id",
            paramLabel = "ID",
            description = "Its id (default: one is made). The same start again is done once.")
    Optional<String> id = Optional.empty();

    @Option(names = "--version", paramLabel = "N", description = "The version (default: the highest).")
    Optional<Integer> version = Optional.empty();

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "A tag to find it by; again for each.")
    List<String> tags = List.of();

    @Option(names = "--signal", paramLabel = "SIGNAL", description = "A signal that is there when it starts.")
    Optional<String> signal = Optional.empty();

    @Option(names = "--payload", paramLabel = "JSON", description = "What the signal says (default: null).")
    Optional<String> payload = Optional.empty();

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            description = "Wait for its end, so long at most: 500ms, 10s, 1m, 2h.")
    Optional<String> wait = Optional.empty();

    Start(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = body();
        Optional<Duration> time = wait.map(Wait::parse);
        JsonNode workflow =
                time.map(limit -> startAndWait(api, body, limit)).orElseGet(() -> start(api, body, id, Duration.ZERO));
        String started = workflow.path("id").asText();
        if (json) screen.print(workflow);
        else screen.out().println(Text.shown(started));
        return time.isPresent() ? tellEnd(workflow, started, screen) : ExitCode.OK;
    }

    /** With a signal both are in it. */
    private ObjectNode body() {
        ObjectNode fields = Inputs.object(input);
        if (signal.isEmpty()) {
            if (payload.isPresent()) throw CliException.usage("--payload belongs to --signal.");
            return fields;
        }
        ObjectNode both = Json.MAPPER.createObjectNode();
        both.set("input", fields);
        both.set("payload", Inputs.json("The payload", payload.orElse("null")));
        return both;
    }

    /** The API waits for minutes only; starting the same again goes on waiting. */
    private JsonNode startAndWait(Api api, ObjectNode body, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        Duration left = limit;
        Optional<String> same = id;
        while (true) {
            JsonNode workflow = start(api, body, same, left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT);
            left = Duration.ofNanos(deadline - System.nanoTime());
            if (ENDS.contains(workflow.path("status").asText()) || !left.isPositive()) return workflow;
            same = Optional.of(workflow.path("id").asText());
        }
    }

    private JsonNode start(Api api, ObjectNode body, Optional<String> key, Duration waiting) {
        Optional<String> asked =
                waiting.isZero() ? Optional.empty() : Optional.of(Math.max(1, waiting.toMillis()) + "ms");
        try {
            return api.post(
                    "workflows/" + Api.piece("name", name),
                    Tag.in(Query.NONE.with("version", version).with("signal", signal), tags)
                            .with("wait", asked),
                    body,
                    key,
                    waiting);
        } catch (CliException e) {
            throw e.exitCode() == ExitCode.NOT_FOUND ? CliException.notFound(withKnown(api, e.getMessage())) : e;
        }
    }

    /** The API may have named what can be started itself. */
    private static String withKnown(Api api, String sentence) {
        List<String> names = StreamSupport.stream(
                        api.get("definitions", Query.NONE).path("items").spliterator(), false)
                .map(definition -> definition.path("name").asText())
                .distinct()
                .toList();
        if (names.stream().allMatch(sentence::contains)) return sentence;
        return "%s There are: %s.".formatted(sentence, String.join(", ", names));
    }

    private int tellEnd(JsonNode workflow, String started, Screen screen) {
        String status = workflow.path("status").asText();
        if (!json) screen.out().println(Text.shown(status));
        if (status.equals("COMPLETED")) {
            if (!json) screen.print(workflow.path("result"));
            return ExitCode.OK;
        }
        if (!ENDS.contains(status)) {
            screen.remark("%s has not ended yet%s."
                    .formatted(
                            started,
                            Json.text(workflow, "waitingFor")
                                    .map(what -> "; it waits for " + what)
                                    .orElse("")));
            return ExitCode.OK;
        }
        throw CliException.refused("%s is %s: %s"
                .formatted(
                        started,
                        status,
                        Json.text(workflow.path("failure"), "message").orElse("see dormouse show " + started)));
    }
}
