package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Takes a workflow back. */
@Command(
        name = "rewind",
        sortOptions = false,
        description = {
            "Takes a workflow back, in any state: a new run goes on behind a position of the present one. The old run"
                    + " stays readable with dormouse journal --run.",
            "Lists what had happened after the position and will happen again if the code asks for it again."
        })
final class Rewind extends Order {
    @Parameters(
            index = "1",
            paramLabel = "POSITION",
            description = "The last entry that is kept; see dormouse journal.")
    long position;

    Rewind(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = body().put("position", position);
        JsonNode rewound = give(api, "rewind", body, Optional.empty());
        if (json) {
            screen.print(rewound);
            return ExitCode.OK;
        }
        JsonNode workflow = rewound.path("workflow");
        screen.print("%s is back at position %d, in run %s; it is %s"
                .formatted(id, position, workflow.path("run").asText(), state(workflow)));
        Redone.show(rewound, screen);
        return ExitCode.OK;
    }
}
