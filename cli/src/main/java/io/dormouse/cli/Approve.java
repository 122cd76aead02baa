package io.dormouse.cli;

import picocli.CommandLine.Command;

/** Says yes. */
@Command(name = "approve", sortOptions = false, description = "Approves a request. The first decision wins.")
final class Approve extends Decide {
    Approve(World world) {
        super(world, "approve", "APPROVED");
    }
}
