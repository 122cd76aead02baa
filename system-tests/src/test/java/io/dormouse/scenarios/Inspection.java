package io.dormouse.scenarios;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What must be true when all provisionings have come to their good end, whatever happened on the way. Gathers every fault
 * instead of stopping at the first, so that a failure tells a story.
 */
final class Inspection {
    /** What a table of workflows has for each that came to its good end. */
    static final String COMPLETED = "dormouse.workflow WHERE status = 'COMPLETED'";

    /** The same for each that came to any end. */
    static final String ENDED = "dormouse.workflow WHERE finished_at IS NOT NULL";

    private static final Duration ACKNOWLEDGED = Duration.ofMinutes(1);

    private final List<Provisioning> expected;
    private final List<Errand> errands;
    private final Api api;
    private final NameServer names;
    private final Tables tables;
    private final List<String> faults = new ArrayList<>();

    private Inspection(List<Provisioning> expected, List<Errand> errands, Api api, NameServer names, Tables tables) {
        this.expected = expected;
        this.errands = errands;
        this.api = api;
        this.names = names;
        this.tables = tables;
    }

    /** Every fault found; empty if all is well. */
    static List<String> faults(Site site, Running up, List<Provisioning> expected, List<Errand> errands)
            throws IOException {
        try (Api api = up.api();
                Tables tables = Tables.of(site)) {
            Inspection inspection = new Inspection(expected, errands, api, up.names(), tables);
            inspection.inspectWorkflows();
            inspection.inspectErrands();
            inspection.inspectServers();
            inspection.inspectDeploys();
            inspection.inspectLedgers();
            inspection.inspectLeftovers();
            return inspection.faults;
        }
    }

    private void inspectWorkflows() throws IOException {
        mustBe(expected.size() + errands.size(), tables.count("dormouse.workflow"), "workflows");
        for (Provisioning each : expected) {
            JsonNode workflow = api.workflow(each.id());
            if (!workflow.path("status").asText().equals("COMPLETED")
                    || !workflow.path("result").path("live").asBoolean()) {
                faults.add("%s is %s with result %s"
                        .formatted(each.id(), workflow.path("status"), workflow.path("result")));
            }
            List<JsonNode> journal = api.all("workflows/%s/journal".formatted(each.id()));
            inspectJournal(each.id(), journal);
            inspectCommands(each.id(), journal);
        }
    }

    /** Each ended as it must, with what it was told in the order in which it was told. */
    private void inspectErrands() throws IOException {
        for (Errand each : errands) {
            JsonNode workflow = api.workflow(each.id());
            String result = workflow.path("result").toString();
            if (!workflow.path("status").asText().equals(each.status())
                    || !each.result().orElse(result).equals(result)) {
                faults.add("%s is %s with result %s and failure %s"
                        .formatted(each.id(), workflow.path("status"), result, workflow.path("failure")));
            }
            List<JsonNode> journal = api.all("workflows/%s/journal".formatted(each.id()));
            inspectJournal(each.id(), journal);
            List<Integer> completed = commands(journal, "Completed");
            if (new HashSet<>(completed).size() != completed.size())
                faults.add("%s completed the commands %s".formatted(each.id(), completed));
        }
    }

    private void inspectJournal(String id, List<JsonNode> journal) {
        List<Long> positions =
                journal.stream().map(entry -> entry.path("position").asLong()).toList();
        for (int position = 0; position < positions.size(); position++) {
            if (positions.get(position) != position)
                faults.add("the journal of %s has the positions %s".formatted(id, positions));
        }
        List<String> types =
                journal.stream().map(entry -> entry.path("type").asText()).toList();
        if (types.stream().filter("Started"::equals).count() != 1
                || types.stream().filter("Finished"::equals).count() != 1
                || !types.getFirst().equals("Started")
                || !types.getLast().equals("Finished")) {
            faults.add("the journal of %s begins and ends wrongly: %s".formatted(id, types));
        }
    }

    /** Each of the four commands was given once and completed once. */
    private void inspectCommands(String id, List<JsonNode> journal) {
        for (String type : List.of("Called", "Completed")) {
            List<Integer> commands = commands(journal, type);
            if (!commands.equals(List.of(0, 1, 2, 3)))
                faults.add("%s has %s for the commands %s".formatted(id, type, commands));
        }
    }

    private static List<Integer> commands(List<JsonNode> journal, String type) {
        return journal.stream()
                .filter(entry -> entry.path("type").asText().equals(type))
                .map(entry -> entry.path("seq").asInt())
                .sorted()
                .toList();
    }

    /** Each name leads to a server of its own on which its own release runs; there is no other server, and there never was. */
    private void inspectServers() throws IOException {
        Set<String> servers = new HashSet<>();
        for (Provisioning each : expected) {
            List<String> addresses = names.addresses(each.name());
            if (addresses.size() != 1) {
                faults.add("%s resolves to %s".formatted(each.name(), addresses));
                continue;
            }
            ServerPage page = ServerPage.at(addresses.getFirst());
            if (!page.release().equals(each.release()))
                faults.add("%s runs %s, not %s".formatted(each.name(), page.release(), each.release()));
            if (!servers.add(page.server()))
                faults.add("%s shares %s with another name".formatted(each.name(), page.server()));
        }
        for (Errand each : errands) {
            if (!each.keepsAServer()) continue;
            String said = api.workflow(each.id()).path("result").asText().strip();
            if (!servers.add(said.substring(said.lastIndexOf(' ') + 1)))
                faults.add("%s shares a server: %s".formatted(each.id(), said));
        }
        Set<String> told = api.all("servers").stream()
                .map(server -> server.path("id").asText())
                .collect(Collectors.toSet());
        if (!told.equals(servers))
            faults.add("the adapter tells of the servers %s, the names lead to %s".formatted(told, servers));
        mustBe(servers.size(), tables.count("sandbox.server WHERE deleted_at IS NULL"), "servers in the sandbox");
        mustBe(calls("iaas", "create"), tables.count("sandbox.server"), "servers that were ever made");
        mustBe(
                expected.size(),
                tables.count("sandbox.record WHERE type = 'A' AND (name LIKE 'web%' OR name LIKE 'trial%')"),
                "addresses in the zone");
    }

    private void inspectDeploys() {
        List<String> keys = tables.rows("SELECT key FROM sandbox.deployment").stream()
                .map(List::getFirst)
                .sorted()
                .toList();
        List<String> wanted = Stream.concat(
                        expected.stream().map(Provisioning::deployKey),
                        errands.stream().filter(Errand::keepsAServer).map(each -> each.id() + "/0/2"))
                .sorted()
                .toList();
        if (!keys.equals(wanted))
            faults.add("servers were asked to deploy with the keys %s, not %s".formatted(keys, wanted));
        mustBe(
                wanted.size(),
                tables.count("(SELECT DISTINCT server_id FROM sandbox.deployment) AS s"),
                "servers with a deploy");
    }

    /** Once per key: as many operations as commands, none open, none whose outcome nobody knows. */
    private void inspectLedgers() {
        inspectLedger("iaas", "create");
        inspectLedger("approval", "request");
        inspectLedger("job", "run");
        inspectLedger("dns", "upsert");
        inspectLedger("dns", "delete");
        inspectLedger("iaas", "delete");
    }

    /** How often an action must have happened in all. */
    private long calls(String schema, String action) {
        String call = schema + '/' + action;
        long ofErrands = errands.stream()
                .flatMap(each -> each.calls().stream())
                .filter(call::equals)
                .count();
        return action.equals("delete") ? ofErrands : ofErrands + expected.size();
    }

    /** Questions whose time was up before they had been asked: their cancellation came first, and they never are. */
    private Set<String> neverAsked() {
        Set<String> withATime = errands.stream()
                .filter(Errand::asksForAWhile)
                .map(each -> each.id() + "/0/0")
                .collect(Collectors.toSet());
        return tables.rows("SELECT key FROM approval.operation WHERE state = 'CANCELLED'").stream()
                .map(List::getFirst)
                .filter(withATime::contains)
                .collect(Collectors.toSet());
    }

    private void inspectLedger(String schema, String action) {
        Set<String> neverAsked = schema.equals("approval") ? neverAsked() : Set.of();
        mustBe(
                calls(schema, action) - neverAsked.size(),
                tables.count("%s.operation WHERE action = '%s'".formatted(schema, action)),
                "%s operations of %s".formatted(action, schema));
        tables
                .rows("SELECT key, action, state, attempt, holder FROM %s.operation WHERE state <> 'DONE'"
                        .formatted(schema))
                .stream()
                .filter(row -> !neverAsked.contains(row.getFirst()))
                .forEach(row -> faults.add("the ledger of %s has an open row: %s".formatted(schema, row)));
        tables.rows("SELECT key, outcome FROM %s.operation WHERE outcome -> 'failure' IS NOT NULL".formatted(schema))
                .forEach(row -> faults.add("the ledger of %s has a failure: %s".formatted(schema, row)));
    }

    /** What was told and not yet acknowledged when its process was killed is told again a little later. */
    private void inspectLeftovers() {
        Waiting.until("everything is acknowledged", ACKNOWLEDGED, () -> tables.count("approval.outbox") == 0);
        mustBe(0, tables.count("approval.request WHERE state = 'PENDING'"), "questions that nobody wants answered");
        for (String table : List.of("dormouse.event_waiter", "dormouse.timer", "dormouse.cancellation")) {
            mustBe(0, tables.count(table), "rows left in " + table);
        }
    }

    private void mustBe(long wanted, long found, String what) {
        if (found != wanted) faults.add("%d %s, not %d".formatted(found, what, wanted));
    }
}
