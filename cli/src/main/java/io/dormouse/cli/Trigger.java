package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Gives an event its value. */
@Command(
        name = "trigger",
        sortOptions = false,
        description =
                "Gives an event its value, so that whoever waits for it wakes. The first value wins; the same again is"
                        + " fine.",
        footer = {
            "",
            "Examples (a value that begins with a dash goes behind --):",
            "  dormouse trigger order-7-paid '{\"amount\": 12.50}'",
            "  dormouse trigger level -- -5"
        })
final class Trigger extends ApiCommand {
    @Parameters(index = "0", paramLabel = "KEY", description = "The event.")
    String key = "";

    @Parameters(index = "1", paramLabel = "JSON", description = "Its value; a text needs quotes: '\"text\"'.")
    String value = "";

    Trigger(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode event = api.post(
                "events/" + Api.piece("key", key),
                Query.NONE,
                Inputs.json("The value", value),
                Optional.empty(),
                Duration.ZERO);
        if (json) screen.print(event);
        else
            screen.print("%s triggered %s by %s"
                    .formatted(
                            key,
                            screen.time(event, "triggeredAt"),
                            event.path("triggeredBy").asText()));
        return ExitCode.OK;
    }
}
