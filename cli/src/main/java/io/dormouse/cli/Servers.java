package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists servers. */
@Command(name = "servers", sortOptions = false, description = "Lists the servers that exist, oldest first.")
final class Servers extends ApiCommand {
    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 1000 (default: 100).")
    Optional<Integer> limit = Optional.empty();

    Servers(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode page = api.get("servers", Query.NONE.with("limit", limit));
        Table table = new Table(whole("ID"), text("MODEL"), whole("ADDRESS"), text("STATE"), whole("CREATED"));
        page.path("items")
                .forEach(server -> table.add(
                        server.path("id").asText(),
                        server.path("model").asText(),
                        server.path("address").asText(),
                        server.path("state").asText(),
                        screen.shortTime(server, "createdAt")));
        show(page, table, screen);
        return ExitCode.OK;
    }
}
