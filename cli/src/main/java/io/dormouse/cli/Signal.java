package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a signal. */
@Command(
        name = "signal",
        sortOptions = false,
        description = "Sends a signal to a workflow. It is kept until the workflow asks for it.",
        footer = {"", "Example:", "  dormouse signal cart-7 add-item '{\"sku\": \"B6\"}'"})
final class Signal extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The workflow.")
    String id = "";

    @Parameters(index = "1", paramLabel = "NAME", description = "What the workflow asks for it by.")
    String name = "";

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "JSON",
            description = "Its payload (default: null); a text needs quotes: '\"text\"'.")
    Optional<String> payload = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "SIGNAL",
            description = "The signal's id (default: one is made). The same one again is the same signal.")
    Optional<String> signalId = Optional.empty();

    Signal(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode sent = api.post(
                "workflows/" + Api.piece("id", id) + "/signals/" + Api.piece("name", name),
                Query.NONE,
                Inputs.json("The payload", payload.orElse("null")),
                signalId,
                Duration.ZERO);
        if (json) screen.print(sent);
        else screen.print("%s has the signal %s".formatted(id, name));
        return ExitCode.OK;
    }
}
