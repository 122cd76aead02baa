package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Ends a workflow. */
@Command(
        name = "terminate",
        sortOptions = false,
        description = "Ends a workflow at once, without its code: nothing is undone. See cancel for the gentle way.")
final class Terminate extends Order {
    Terminate(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode workflow = give(api, "terminate", body(), Optional.empty());
        return tell(workflow, "%s is %s".formatted(id, state(workflow)), screen);
    }
}
