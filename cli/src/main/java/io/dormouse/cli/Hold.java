package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a workflow or lets it go on; one, or with --all those that a filter finds. */
abstract class Hold extends ApiCommand {
    private static final Duration MANY_TAKE = Duration.ofMinutes(5);

    private final String operation;
    private final String done;

    @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "The workflow; or else --all.")
    Optional<String> id = Optional.empty();

    @Option(names = "--all", description = "All workflows that have not ended, or those that the following find.")
    boolean all;

    @Option(names = "--name", paramLabel = "NAME", description = "With --all: only workflows of this definition.")
    Optional<String> name = Optional.empty();

    @Option(names = "--status", paramLabel = "S", description = "With --all: only those in this state.")
    Optional<String> status = Optional.empty();

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "With --all: only those with this tag, and this …")
    List<String> tags = List.of();

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for those who read it later.")
    Optional<String> reason = Optional.empty();

    Hold(World world, String operation, String done) {
        super(world);
        this.operation = operation;
        this.done = done;
    }

    @Override
    int run(Api api, Screen screen) {
        if (all == id.isPresent()) throw CliException.usage("Give either the id of a workflow or --all.");
        if (!all && (name.isPresent() || status.isPresent() || !tags.isEmpty()))
            throw CliException.usage("--name, --status and --tag belong to --all.");
        ObjectNode body = Json.MAPPER.createObjectNode();
        reason.ifPresent(text -> body.put("reason", text));
        return all ? many(api, body, screen) : one(api, body, screen);
    }

    private int one(Api api, ObjectNode body, Screen screen) {
        String piece = Api.piece("id", id.orElseThrow());
        JsonNode workflow =
                api.post("workflows/" + piece + "/" + operation, Query.NONE, body, Optional.empty(), Duration.ZERO);
        if (json) screen.print(workflow);
        else
            screen.print("%s is %s"
                    .formatted(id.orElseThrow(), workflow.path("status").asText()));
        return ExitCode.OK;
    }

    private int many(Api api, ObjectNode body, Screen screen) {
        name.ifPresent(text -> body.put("name", text));
        status.ifPresent(text -> body.put("status", text));
        if (!tags.isEmpty()) {
            ObjectNode wanted = body.putObject("tags");
            tags.stream().map(Tag::parse).forEach(tag -> wanted.put(tag.name(), tag.value()));
        }
        JsonNode matched = api.post("operations/" + operation, Query.NONE, body, Optional.empty(), MANY_TAKE);
        if (json) {
            screen.print(matched);
            return ExitCode.OK;
        }
        screen.print("%s %s".formatted(matched.path("changed").asText(), done));
        matched.path("refused")
                .properties()
                .forEach(one -> screen.remark(
                        "%s: %s".formatted(one.getKey(), one.getValue().asText())));
        return ExitCode.OK;
    }
}
