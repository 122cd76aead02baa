package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Completes by hand what a workflow waits for. */
@Command(
        name = "complete",
        sortOptions = false,
        description = {
            "Completes by hand what a workflow waits for, with a result or with a failure. A call that was sent is"
                    + " withdrawn."
        },
        footer = {
            "",
            "Examples (a result that begins with a dash goes behind --):",
            "  dormouse complete w1 3 '{\"id\": \"srv-7\"}' --reason \"it is there, I have looked\"",
            "  dormouse complete w1 3 --failure MODEL_UNKNOWN --message \"there is no B7\""
        })
final class Complete extends Order {
    @Parameters(index = "1", paramLabel = "SEQ", description = "The number of the command; see dormouse journal.")
    int seq;

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "JSON",
            description = "Its result; null for what returns nothing, and a text needs quotes: '\"text\"'.")
    Optional<String> result = Optional.empty();

    @Option(
            names = "--failure",
            paramLabel = "TYPE",
            description = "It failed: a code that the contract declares, or the class of an exception.")
    Optional<String> failure = Optional.empty();

    @Option(names = "--message", paramLabel = "TEXT", description = "With --failure: how it failed.")
    Optional<String> message = Optional.empty();

    @Option(names = "--code", paramLabel = "N", description = "With --failure: the number of its code (default: 0).")
    Optional<Integer> code = Optional.empty();

    @Option(names = "--run", paramLabel = "N", description = "Of which run (default: the present one).")
    Optional<Integer> run = Optional.empty();

    Complete(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = outcome();
        body.put("seq", seq);
        body.put("run", run.orElseGet(() -> presentRun(api)));
        JsonNode workflow = give(api, "complete", body, Optional.empty());
        return tell(workflow, "Command %d of %s is completed; it is %s".formatted(seq, id, state(workflow)), screen);
    }

    private ObjectNode outcome() {
        if (result.isPresent() == failure.isPresent())
            throw CliException.usage("Give either a result as JSON, which may be null, or --failure.");
        if (failure.isEmpty() && (message.isPresent() || code.isPresent()))
            throw CliException.usage("--message and --code belong to --failure.");
        ObjectNode body = body();
        result.ifPresent(text -> body.set("result", Inputs.json("The result", text)));
        failure.ifPresent(type -> body.putObject("failure")
                .put("type", type)
                .put("code", code.orElse(0))
                .put("message", message.orElse("")));
        return body;
    }

    private int presentRun(Api api) {
        return api.get("workflows/" + Api.piece("id", id), Query.NONE)
                .path("run")
                .asInt();
    }
}
