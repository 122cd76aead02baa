package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists the records of a zone. */
@Command(
        name = "dns",
        sortOptions = false,
        description = "Lists the records of a zone, as its authoritative server gives them.")
final class Dns extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ZONE", description = "For example demo.test.")
    String zone = "";

    Dns(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode page = api.get("dns/" + Api.piece("zone", zone), Query.NONE);
        Table table = new Table(whole("NAME"), text("TYPE"), text("VALUE"), text("TTL"));
        page.path("items")
                .forEach(record -> table.add(
                        record.path("name").asText(),
                        record.path("type").asText(),
                        record.path("value").asText(),
                        record.path("ttl").asText()));
        show(page, table, screen);
        return ExitCode.OK;
    }
}
