package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a decision. The first one wins: if it was another, that is told with exit code 1. */
abstract class Decide extends ApiCommand {
    private final String decision;
    private final String wanted;

    @Parameters(index = "0", paramLabel = "ID", description = "The request; see dormouse approvals.")
    String id = "";

    @Option(names = "--comment", paramLabel = "TEXT", description = "Why.")
    Optional<String> comment = Optional.empty();

    Decide(World world, String decision, String wanted) {
        super(world);
        this.decision = decision;
        this.wanted = wanted;
    }

    @Override
    int run(Api api, Screen screen) {
        ObjectNode body = Json.MAPPER.createObjectNode().put("decision", decision);
        comment.ifPresent(text -> body.put("comment", text));
        JsonNode approval = api.post(
                "approvals/" + Api.piece("id", id) + "/decision", Query.NONE, body, Optional.empty(), Duration.ZERO);
        if (json) screen.print(approval);
        String state = approval.path("state").asText();
        String told = "%s is %s by %s%s"
                .formatted(
                        id,
                        state,
                        Json.text(approval, "decidedBy").orElse("somebody"),
                        Json.text(approval, "comment")
                                .filter(text -> !text.isEmpty())
                                .map(": "::concat)
                                .orElse(""));
        if (!state.equals(wanted)) throw CliException.refused(told + " (the first decision wins).");
        if (!json) screen.print(told);
        return ExitCode.OK;
    }
}
