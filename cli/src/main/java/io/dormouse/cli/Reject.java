package io.dormouse.cli;

import picocli.CommandLine.Command;

/** Says no. */
@Command(name = "reject", sortOptions = false, description = "Rejects a request. The first decision wins.")
final class Reject extends Decide {
    Reject(World world) {
        super(world, "reject", "REJECTED");
    }
}
