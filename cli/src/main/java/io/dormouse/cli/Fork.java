package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a workflow out of another one's past. */
@Command(
        name = "fork",
        sortOptions = false,
        description = {
            "Makes a workflow of its own that goes on behind a position of another one, and prints its id, alone on"
                    + " the first line.",
            "Lists the open calls, questions and children that it has under keys of its own."
        })
final class Fork extends Order {
    @Parameters(
            index = "1",
            paramLabel = "POSITION",
            description = "The last entry that is copied; see dormouse journal.")
    long position;

    @Option(names = "--run", paramLabel = "N", description = "Of which run (default: the present one).")
    Optional<Integer> run = Optional.empty();

    @Option(
            names = "--id",
            paramLabel = "NEW",
            description = "The new one's id (default: one is made). The same fork again is done once.")
    Optional<String> forkId = Optional.empty();

    Fork(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = body().put("position", position);
        run.ifPresent(number -> body.put("run", number));
        JsonNode forked = give(api, "fork", body, forkId);
        if (json) {
            screen.print(forked);
            return ExitCode.OK;
        }
        screen.print(forked.path("workflow").path("id").asText());
        Redone.show(forked, screen);
        return ExitCode.OK;
    }
}
