package io.dormouse.cli;

import static io.dormouse.cli.Table.Column.text;
import static io.dormouse.cli.Table.Column.whole;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists requests for a decision. */
@Command(name = "approvals", sortOptions = false, description = "Lists who waits for whom, oldest first.")
final class Approvals extends ApiCommand {
    @Option(
            names = "--state",
            paramLabel = "S",
            defaultValue = "pending",
            description = "pending, approved, rejected or all (default: ${DEFAULT-VALUE}).")
    String state = "pending";

    @Option(names = "--limit", paramLabel = "N", description = "At most so many, 1 to 1000 (default: 100).")
    Optional<Integer> limit = Optional.empty();

    Approvals(World world) {
        super(world);
    }

    @Override
    int run(Api api, Screen screen) {
        Optional<String> filter = Optional.of(state).filter(word -> !word.equals("all"));
        JsonNode page = api.get("approvals", Query.NONE.with("state", filter).with("limit", limit));
        Table table = new Table(
                whole("ID"), text("QUESTION"), text("REQUESTER"), text("APPROVERS"), text("STATE"), whole("ASKED"));
        page.path("items")
                .forEach(approval -> table.add(
                        approval.path("id").asText(),
                        approval.path("question").asText(),
                        approval.path("requester").asText(),
                        approvers(approval),
                        state(approval),
                        screen.shortTime(approval, "createdAt")));
        show(page, table, screen);
        return ExitCode.OK;
    }

    private static String approvers(JsonNode approval) {
        String names = StreamSupport.stream(approval.path("approvers").spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "anybody" : names;
    }

    private static String state(JsonNode approval) {
        return approval.path("state").asText()
                + Json.text(approval, "decidedBy").map(by -> " by " + by).orElse("");
    }
}
