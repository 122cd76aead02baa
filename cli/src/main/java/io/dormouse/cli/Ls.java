package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists workflows. */
@Command(name = "ls", sortOptions = false, description = "Lists workflows, newest first.")
final class Ls extends ApiCommand {
    @Option(
            names = "--status",
            paramLabel = "S",
            description = "Only running, waiting, paused, stuck, completed, failed, cancelled or terminated ones.")
    Optional<String> status = Optional.empty();

    @Option(names = "--name", paramLabel = "NAME", description = "Only workflows of this definition.")
    Optional<String> name = Optional.empty();

    @Option(names = "--tag", paramLabel = "KEY=VALUE", description = "Only workflows with this tag, and this …")
    List<String> tags = List.of();

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 1000 (default: 100).")
    Optional<Integer> limit = Optional.empty();

    Ls(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode page = api.get(
                "workflows",
                Tag.in(Query.NONE.with("status", status).with("name", name), tags)
                        .with("limit", limit));
        Table table = new Table(whole("ID"), text("NAME"), whole("STATUS"), text("DOING"), whole("UPDATED"));
        page.path("items")
                .forEach(workflow -> table.add(
                        workflow.path("id").asText(),
                        workflow.path("name").asText(),
                        workflow.path("status").asText(),
                        doing(workflow),
                        screen.shortTime(workflow, "updatedAt")));
        show(page, table, screen);
        return ExitCode.OK;
    }

    /** What the author says, or why it failed, or what it waits for. */
    private static String doing(JsonNode workflow) {
        return Stream.of(
                        Json.text(workflow.path("failure"), "message"),
                        Json.text(workflow, "statusText"),
                        Json.text(workflow, "waitingFor"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");
    }
}
