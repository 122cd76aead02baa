package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Cancels a workflow. */
@Command(
        name = "cancel",
        sortOptions = false,
        description = "Cancels a workflow: an exception at its next await, so that it can undo what it did.")
final class Cancel extends Order {
    Cancel(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode workflow = give(api, "cancel", body(), Optional.empty());
        return tell(workflow, "%s is told to cancel; it is %s".formatted(id, state(workflow)), screen);
    }
}
