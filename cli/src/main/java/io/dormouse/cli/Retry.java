package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tries again now. */
@Command(
        name = "retry",
        sortOptions = false,
        description = "Tries at once what fails, without waiting for its pause; or a stuck workflow as a whole.")
final class Retry extends Order {
    @Option(names = "--seq", paramLabel = "N", description = "Only this command; see dormouse journal (default: all).")
    Optional<Integer> seq = Optional.empty();

    Retry(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = body();
        seq.ifPresent(number -> body.put("seq", number));
        JsonNode workflow = give(api, "retry", body, Optional.empty());
        return tell(workflow, "%s tries again; it is %s".formatted(id, state(workflow)), screen);
    }
}
