package io.dormouse.cli;

import picocli.CommandLine.Command;

/** Holds. */
@Command(
        name = "pause",
        sortOptions = false,
        description = "Holds a workflow, or all that match: what happens is noted and delivered when it is resumed.")
final class Pause extends Hold {
    Pause(World world) {
        super(world, "pause", "paused");
    }
}
