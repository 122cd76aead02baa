package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells one workflow what to do. */
abstract class Order extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The workflow; see dormouse ls.")
    String id = "";

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read it later.")
    Optional<String> reason = Optional.empty();

    Order(World world) {
        super(world);
    }

    /** The body of the request, to which others may add. */
    ObjectNode body() {
        ObjectNode body = Json.MAPPER.createObjectNode();
        reason.ifPresent(text -> body.put("reason", text));
        return body;
    }

    /** Asks for it. @param key the name of this change, if it has one */
    JsonNode give(Api api, String operation, ObjectNode body, Optional<String> key) {
        return api.post("workflows/" + Api.piece("id", id) + "/" + operation, Query.NONE, body, key, Duration.ZERO);
    }

    /** Tells in a sentence what it led to. */
    int tell(JsonNode workflow, String sentence, Screen screen) {
        if (json) screen.print(workflow);
        else screen.print(sentence);
        return ExitCode.OK;
    }

    /** What state it is in now. */
    static String state(JsonNode workflow) {
        return workflow.path("status").asText();
    }
}
