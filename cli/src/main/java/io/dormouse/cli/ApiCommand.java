package io.dormouse.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A command that asks the API: what all of them have in common. */
abstract class ApiCommand implements Callable<Integer> {
    private final World world;

    @Option(names = "--json", description = "Print the JSON of the API.")
    boolean json;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The data directory of ./dormouse up (default: $DORMOUSE_DATA or ~/.dormouse).")
    Optional<Path> data = Optional.empty();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this.")
    boolean help;

    ApiCommand(World world) {
        this.world = world;
    }

    /** Asks, shows, and says how it went. */
    abstract int run(Api api, Screen screen);

    @Override
    public final Integer call() {
        return run(new Api(Endpoint.find(world.environment(), folder())), world.screen());
    }

    private Path folder() {
        return data.orElseGet(() -> Optional.ofNullable(world.environment().get("DORMOUSE_DATA"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElse(world.home().resolve(".dormouse")));
    }

    /** Prints a page, as JSON or as a table, and says if there is more. */
    void show(JsonNode page, Table table, Screen screen) {
        if (json) {
            screen.print(page);
            return;
        }
        screen.print(table);
        if (Json.text(page, "next").isPresent())
            screen.remark("There are more; ask for them with a higher --limit (at most 1000).");
    }
}
