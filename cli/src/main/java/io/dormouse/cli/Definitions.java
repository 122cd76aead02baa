package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Lists what can be started. */
@Command(
        name = "definitions",
        sortOptions = false,
        description = "Lists the workflows that can be started, with the fields of their input.")
final class Definitions extends ApiCommand {
    Definitions(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode page = api.get("definitions", Query.NONE);
        Table table = new Table(whole("NAME"), text("VERSION"), text("INPUT"));
        page.path("items")
                .forEach(definition -> table.add(
                        definition.path("name").asText(),
                        definition.path("version").asText(),
                        fields(definition.path("inputSchema"))));
        show(page, table, screen);
        return ExitCode.OK;
    }

    private static String fields(JsonNode schema) {
        return schema.path("properties").properties().stream()
                .map(field -> field.getKey() + ": "
                        + Json.text(field.getValue(), "type").orElse("any"))
                .collect(Collectors.joining(", "));
    }
}
