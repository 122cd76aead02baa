package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.ending;
import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists the entries of a journal. */
@Command(
        name = "journal",
        sortOptions = false,
        description = {
            "Lists every entry of a workflow's journal: its position (for rewind and fork), type, the number of the"
                    + " command it belongs to (for retry and complete), name, what it says, time, source line.",
            "With --json the entries in the field \"items\"."
        })
final class Journal extends ApiCommand {
    @Parameters(index = "0", paramLabel = "ID", description = "The workflow.")
    String id = "";

    @Option(names = "--run", paramLabel = "N", description = "Of which run (default: the present one).")
    Optional<Integer> run = Optional.empty();

    Journal(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        ArrayNode entries = read(api, "workflows/" + Api.piece("id", id), run);
        if (json) {
            screen.print(Json.MAPPER.createObjectNode().set("items", entries));
            return ExitCode.OK;
        }
        Table table = new Table(
                whole("POSITION"),
                text("TYPE"),
                whole("SEQ"),
                text("NAME"),
                text("SAYS"),
                whole("TIME"),
                ending("LINE"));
        entries.forEach(entry -> table.add(
                entry.path("position").asText(),
                entry.path("type").asText(),
                Json.text(entry, "seq").orElse(""),
                Json.text(entry, "name").orElse(""),
                EntryText.of(entry),
                screen.shortTime(entry, "at"),
                Json.text(entry, "line").orElse("")));
        screen.print(table);
        return ExitCode.OK;
    }

    /** All entries of a run, page by page. @param path of the workflow */
    static ArrayNode read(Api api, String path, Optional<Integer> run) {
        ArrayNode entries = Json.MAPPER.createArrayNode();
        Optional<String> from = Optional.empty();
        do {
            var page = api.get(
                    path + "/journal",
                    Query.NONE
                            .with("run", run)
                            .with("limit", Optional.of(1_000))
                            .with("cursor", from));
            page.path("items").forEach(entries::add);
            from = Json.text(page, "next");
        } while (from.isPresent());
        return entries;
    }
}
