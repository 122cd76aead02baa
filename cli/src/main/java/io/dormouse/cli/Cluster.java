package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who is in the cluster. */
@Command(
        name = "cluster",
        sortOptions = false,
        description = "Shows who is in the cluster, which share of the workflows each node owns, and who is silent.")
final class Cluster extends ApiCommand {
    @Option(names = "--role", paramLabel = "ROLE", description = "Only members that do this: workflow, gateway, dns …")
    Optional<String> role = Optional.empty();

    Cluster(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        JsonNode cluster = api.get("cluster", Query.NONE.with("role", role));
        Table table = new Table(whole("ROLE"), whole("ADDRESS"), whole("OWNS"), whole("SILENT"), text("NAME"));
        cluster.path("members")
                .forEach(member -> table.add(
                        member.path("role").asText(),
                        member.path("address").asText(),
                        share(member, cluster),
                        silence(member),
                        member.path("name").asText() + (member.path("visible").asBoolean() ? "" : " (gone)")));
        show(cluster, table, screen);
        return ExitCode.OK;
    }

    private static String share(JsonNode member, JsonNode cluster) {
        JsonNode owned = member.path("partitions");
        return owned.isNumber()
                ? owned.asText() + "/" + cluster.path("partitions").asText()
                : "";
    }

    private static String silence(JsonNode member) {
        JsonNode millis = member.path("silentMillis");
        return millis.isNumber() ? String.format(Locale.ROOT, "%.1f s", millis.asLong() / 1000.0) : "";
    }
}
