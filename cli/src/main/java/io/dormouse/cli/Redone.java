package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.ending;
import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;

/** What happens again after somebody went back in time. */
final class Redone {
    private Redone() {}

    /** A table below what was said before; nothing if nothing happens again. */
    static void show(JsonNode answer, Screen screen) {
        if (answer.path("redone").isEmpty()) return;
        Table table = new Table(whole("SEQ"), text("KIND"), text("NAME"), whole("KEY IT HAD"), ending("LINE"));
        answer.path("redone")
                .forEach(command -> table.add(
                        command.path("seq").asText(),
                        command.path("kind").asText(),
                        command.path("name").asText(),
                        command.path("key").asText(),
                        command.path("line").asText()));
        screen.out().println();
        screen.print(table);
    }
}
