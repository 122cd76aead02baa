package io.dormouse.cli;

import picocli.CommandLine.Command;

/** Lets go on. */
@Command(name = "resume", sortOptions = false, description = "Lets a paused workflow go on, or all that match.")
final class Resume extends Hold {
    Resume(World world) {
        super(world, "resume", "resumed");
    }
}
