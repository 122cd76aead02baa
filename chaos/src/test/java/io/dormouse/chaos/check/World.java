package io.dormouse.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.dormouse.chaos.check.EntryRow.Type;
import io.dormouse.chaos.check.Evidence.DeployRow;
import io.dormouse.chaos.check.Evidence.EventRow;
import io.dormouse.chaos.check.Evidence.LedgerKey;
import io.dormouse.chaos.check.Evidence.Noted;
import io.dormouse.chaos.check.Evidence.OperationRow;
import io.dormouse.chaos.check.Evidence.RequestRow;
import io.dormouse.chaos.check.Evidence.ServerRow;
import io.dormouse.chaos.check.Evidence.WorkflowRow;
import io.dormouse.chaos.promise.Answer;
import io.dormouse.chaos.promise.Deed;
import io.dormouse.chaos.promise.Wish;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A small world that nobody has to run. {@link #inOrder} has one workflow of most kinds, each promise kept; a test breaks one
 * thing in it. One operation is acknowledged a second.
 */
final class World {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");

    final List<Wish> wishes = new ArrayList<>();
    final Map<String, WorkflowRow> workflows = new LinkedHashMap<>();
    final Map<String, List<EntryRow>> journals = new HashMap<>();
    final Map<String, Set<String>> signalIds = new HashMap<>();
    final Map<String, EventRow> events = new HashMap<>();
    final Map<LedgerKey, OperationRow> operations = new LinkedHashMap<>();
    final Map<String, RequestRow> requests = new HashMap<>();
    final List<ServerRow> servers = new ArrayList<>();
    final List<DeployRow> deploys = new ArrayList<>();
    final Map<String, List<String>> names = new HashMap<>();
    final List<String> leftovers = new ArrayList<>();
    final List<String> trespasses = new ArrayList<>();
    final Set<String> audited = new HashSet<>();
    final Map<Noted, Integer> noted = new HashMap<>();

    static World inOrder() {
        World world = new World();
        world.letters("letters");
        world.meeting("meeting");
        world.query("query");
        world.family("family");
        world.trial("trial");
        world.provision("provision");
        return world;
    }

    Verdict judged() {
        return Checker.judge(new Evidence(
                new Wishes(wishes),
                workflows,
                journals,
                signalIds,
                events,
                operations,
                requests,
                servers,
                deploys,
                names,
                leftovers,
                trespasses,
                audited,
                noted));
    }

    void mustReportLost(String sentence) {
        mustSay(judged().lost(), sentence);
    }

    void mustReportDoubled(String sentence) {
        mustSay(judged().doubled(), sentence);
    }

    void mustReportOther(String sentence) {
        mustSay(judged().other(), sentence);
    }

    private static void mustSay(List<Violation> found, String sentence) {
        assertThat(found)
                .extracting(Violation::sentence)
                .anySatisfy(one -> assertThat(one).contains(sentence));
    }

    private void letters(String id) {
        start(id, "chaos-letters", "{'wanted':3,'aRun':0,'read':[]}");
        for (int letter = 1; letter <= 3; letter++) {
            String key = id + "-" + letter;
            asks(Deed.SIGNAL, id, "letter", key, "'a-%d'".formatted(letter), 202, "{}");
            signalIds.computeIfAbsent(id, first -> new HashSet<>()).add(key);
            entry(id, Type.SIGNALLED, -1, "letter", "{'signalId':'%s','payload':'a-%d'}".formatted(key, letter));
            entry(
                    id,
                    Type.COMPLETED,
                    letter - 1,
                    "signal",
                    "{'kind':'signal','outcome':{'success':'a-%d'}}".formatted(letter));
        }
        ends(id, "chaos-letters", "['a-1','a-2','a-3']");
    }

    private void meeting(String id) {
        start(id, "chaos-meeting", "{'event':'chaos:meeting'}");
        asks(Deed.TRIGGER, "chaos:meeting", "", "chaos:meeting-1", "'red'", 200, "{}");
        asks(Deed.TRIGGER, "chaos:meeting", "", "chaos:meeting-2", "'blue'", 409, "{'code':'EVENT_HAS_VALUE'}");
        noted.put(new Noted("trigger", "chaos:meeting"), 1);
        events.put("chaos:meeting", new EventRow("chaos:meeting", json("'red'"), false));
        entry(id, Type.COMPLETED, 0, "event", "{'kind':'event','outcome':{'success':'red'}}");
        ends(id, "chaos-meeting", "'red'");
    }

    private void query(String id) {
        start(id, "chaos-query", "{'question':'?'}");
        decision(id, 0);
        ends(id, "chaos-query", "'APPROVED by bob: fine'");
    }

    private void decision(String id, int seq) {
        String request = "%s.0.%d".formatted(id, seq);
        String decided = "{'state':'APPROVED','decidedBy':'bob','comment':'fine'}";
        called(id, seq, "ask", "approval", "request", "{'state':'PENDING'}", decided);
        asks(Deed.DECIDE, request, "approve", request + "-1", "{'decision':'approve','comment':'fine'}", 200, decided);
        operation("approval", "gateway/bob/%s-1".formatted(request), "decide", decided);
        requests.put(request, new RequestRow(request, "APPROVED", "fine", "bob"));
    }

    private void family(String id) {
        start(id, "chaos-family", "{'kids':1,'millis':10}");
        entry(id, Type.CALLED, 0, "chaos-kid", "{'kind':'child','key':'%s/0/0'}".formatted(id));
        String kid = id + "~0.0";
        entry(kid, Type.STARTED, -1, "chaos-kid", "{'input':{'number':0,'millis':10}}");
        noted.put(new Noted("start", kid), 1);
        ends(kid, "chaos-kid", "'0:home'");
        workflows.computeIfPresent(kid, (same, row) -> child(row, id));
        entry(id, Type.COMPLETED, 0, "chaos-kid", "{'kind':'child','outcome':{'success':'0:home'}}");
        ends(id, "chaos-family", "['0:home']");
    }

    private static WorkflowRow child(WorkflowRow row, String parent) {
        return new WorkflowRow(
                row.id(), row.name(), row.status(), row.run(), row.result(), row.failure(), Optional.of(parent));
    }

    private void trial(String id) {
        start(id, "chaos-trial", "{'model':'B2','name':'trial.chaos.test'}");
        called(id, 0, "call", "iaas", "create", "{'id':'srv-trial'}", "{'id':'srv-trial'}");
        asks(Deed.CANCEL, id, "", id + "-1", "{'reason':''}", 200, "{}");
        entry(id, Type.CANCELLED, -1, "", "{}");
        called(id, 1, "call", "iaas", "delete", "null", "null");
        servers.add(new ServerRow("srv-trial", id + "/0/0", "127.0.0.9", false));
        entry(id, Type.FINISHED, -1, "", "{'outcome':{'failure':{'message':'cancelled'}}}");
        workflows.put(
                id, new WorkflowRow(id, "chaos-trial", "CANCELLED", 0, json("null"), "cancelled", Optional.empty()));
    }

    private void provision(String id) {
        start(id, "provision-server", "{'model':'B2','name':'web.chaos.test','release':'1.0'}");
        called(id, 0, "call", "iaas", "create", "{'id':'srv-1'}", "{'id':'srv-1'}");
        servers.add(new ServerRow("srv-1", id + "/0/0", "127.0.0.8", true));
        decision(id, 1);
        called(id, 2, "call", "job", "run", "{'exitStatus':0}", "{'exitStatus':0}");
        deploys.add(new DeployRow("srv-1", id + "/0/2", "1.0"));
        called(id, 3, "call", "dns", "upsert", "{'value':'127.0.0.8'}", "{'value':'127.0.0.8'}");
        names.put("web.chaos.test", List.of("127.0.0.8"));
        ends(id, "provision-server", "{'live':true,'address':'127.0.0.8','comment':'fine'}");
    }

    void start(String id, String name, String input) {
        asks(Deed.START, id, name, id, input, 201, "{'status':'RUNNING'}");
        noted.put(new Noted("start", id), 1);
        entry(id, Type.STARTED, -1, name, "{'input':%s}".formatted(input));
    }

    void ends(String id, String name, String result) {
        entry(id, Type.FINISHED, -1, "", "{'outcome':{'success':%s}}".formatted(result));
        workflows.put(id, new WorkflowRow(id, name, "COMPLETED", 0, json(result), "", Optional.empty()));
    }

    /** The row of a workflow with another status and result. */
    void becomes(String id, String status, String result) {
        workflows.computeIfPresent(
                id,
                (same, row) ->
                        new WorkflowRow(id, row.name(), status, row.run(), json(result), row.failure(), row.parent()));
    }

    private void called(String id, int seq, String kind, String schema, String action, String result, String heard) {
        String key = "%s/0/%d".formatted(id, seq);
        String name = kind.equals("ask") ? "ask" : "%s.v1/%s".formatted(schema, action);
        entry(id, Type.CALLED, seq, name, "{'kind':'%s','key':'%s'}".formatted(kind, key));
        operation(schema, key, action, result);
        entry(id, Type.COMPLETED, seq, name, "{'kind':'%s','outcome':{'success':%s}}".formatted(kind, heard));
    }

    private void operation(String schema, String key, String action, String result) {
        LedgerKey id = new LedgerKey(schema, key);
        operations.put(id, new OperationRow(id, action, "DONE", 1, json("{}"), json(result)));
    }

    Wish asks(Deed deed, String target, String name, String key, String body, int status, String answer) {
        Instant asked = BEGINNING.plusSeconds(wishes.size());
        Wish wish = new Wish(
                "c001",
                wishes.size() + 1,
                deed,
                "alice",
                target,
                name,
                "",
                key,
                json(body),
                asked,
                Optional.of(new Answer(status, json(answer), asked.plusMillis(200), 1)));
        wishes.add(wish);
        audited.add(key);
        return wish;
    }

    void entry(String id, Type type, int seq, String name, String body) {
        List<EntryRow> journal = journal(id);
        journal.add(new EntryRow(0, journal.size(), type, seq, name, body.replace('\'', '"')));
    }

    /** The journal of a workflow, to be changed. */
    List<EntryRow> journal(String id) {
        return journals.computeIfAbsent(id, first -> new ArrayList<>());
    }

    static JsonNode json(String text) {
        return EntryRow.json(text.replace('\'', '"'));
    }
}
