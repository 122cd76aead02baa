package io.dormouse.gateway;

import static io.dormouse.gateway.FakeServices.THEN;
import static io.dormouse.gateway.FakeServices.done;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.ClusterView;
import io.dormouse.contracts.workflow.DefinitionList;
import io.dormouse.contracts.workflow.DefinitionView;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.GetCluster;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.JournalsPage;
import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.contracts.workflow.MemberView;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowPage;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Binding;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/** The workflow service as far as a gateway can tell, in memory, really bound to the bus. Remembers who asked for what. */
final class FakeWorkflows {
    static final String KNOWN = "provision-server";

    final List<Call> calls = new CopyOnWriteArrayList<>();
    final Map<String, WorkflowView> workflows = new ConcurrentHashMap<>();

    /** What happens before every call; it may throw, or fail. */
    volatile Supplier<Future<Void>> before = Future::succeededFuture;

    /** How a wait for the end of a workflow ends. */
    volatile Function<AwaitWorkflow, Future<WorkflowView>> end = request -> Future.succeededFuture(known(request.id()));

    /** What an export finds, page by page. */
    volatile Function<ListJournals, Future<JournalsPage>> journals =
            request -> Future.succeededFuture(new JournalsPage(List.of(), Optional.empty()));

    /** What a journal holds; empty: one entry wherever one looks. */
    volatile Optional<Function<GetJournal, JournalPage>> journal = Optional.empty();

    private final Map<String, EventView> events = new ConcurrentHashMap<>();

    Future<Binding> bind(Vertx vertx) {
        Endpoint endpoint = Endpoint.of(WorkflowService.class)
                .on("start", StartWorkflow.class, (request, call) -> note(call, () -> start(request, call.actor())))
                .on("get", GetWorkflow.class, (request, call) -> note(call, () -> known(request.id())))
                .on("awaitEnd", AwaitWorkflow.class, (request, call) -> {
                    calls.add(call);
                    return end.apply(request).map(Answer.Done::new);
                })
                .on("list", ListWorkflows.class, (request, call) -> note(call, this::list))
                .on("journal", GetJournal.class, (request, call) -> note(call, () -> journal(request)))
                .on("trigger", TriggerEvent.class, (request, call) -> note(call, () -> trigger(request, call.actor())))
                .on("cluster", GetCluster.class, (request, call) -> note(call, FakeWorkflows::cluster))
                .on("definitions", ListDefinitions.class, (request, call) -> note(call, FakeWorkflows::definitions));
        return new FakeOperations(this).on(endpoint).bind(vertx);
    }

    void reset() {
        calls.clear();
        before = Future::succeededFuture;
        end = request -> Future.succeededFuture(known(request.id()));
        journals = request -> Future.succeededFuture(new JournalsPage(List.of(), Optional.empty()));
        journal = Optional.empty();
    }

    Call lastCall() {
        return calls.getLast();
    }

    WorkflowView ended(String id) {
        return workflows.compute(
                id,
                (same, view) -> view(
                        "COMPLETED", new StartWorkflow(KNOWN, Optional.empty(), Optional.of(id), Map.of()), "ada"));
    }

    Future<Answer> note(Call call, Supplier<Object> result) {
        calls.add(call);
        return before.get().compose(done -> done(result.get()));
    }

    private Started start(StartWorkflow request, String actor) {
        if (!request.name().equals(KNOWN)) {
            throw WorkflowFailure.DEFINITION_UNKNOWN.exception(
                    "there is no workflow %s; known is %s".formatted(request.name(), KNOWN));
        }
        if (!(request.input() instanceof Map)) {
            throw WorkflowFailure.INPUT_INVALID.exception("the input of %s must be an object".formatted(KNOWN));
        }
        WorkflowView asked = view("RUNNING", request, actor);
        WorkflowView stands = workflows.putIfAbsent(asked.id(), asked);
        if (stands == null) return new Started(asked, true);
        if (!Wire.text(stands.input()).equals(Wire.text(asked.input()))) {
            throw WorkflowFailure.ALREADY_STARTED.exception("%s was started with another input".formatted(asked.id()));
        }
        return new Started(stands, false);
    }

    static WorkflowView view(String status, StartWorkflow request, String actor) {
        return new WorkflowView(
                request.id().orElseThrow(),
                request.name(),
                request.version().orElse(1),
                status,
                0,
                request.input(),
                Optional.empty(),
                Optional.empty(),
                Optional.of("IaasService.create"),
                Optional.of("ProvisionServer.java:12"),
                Optional.empty(),
                request.tags().orElse(Map.of()),
                request.parent(),
                Optional.of(actor),
                THEN,
                THEN,
                Optional.empty());
    }

    WorkflowView known(String id) {
        return Optional.ofNullable(workflows.get(id))
                .orElseThrow(() -> WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow %s".formatted(id)));
    }

    private WorkflowPage list() {
        return new WorkflowPage(workflows.values().stream().limit(3).toList(), Optional.of("after-this"));
    }

    private JournalPage journal(GetJournal request) {
        known(request.id());
        if (journal.isPresent()) return journal.get().apply(request);
        JsonObject body = new JsonObject().put("kind", "service").put("nothing", null);
        JournalEntry entry = new JournalEntry(
                request.from(),
                "Called",
                THEN,
                Optional.of(1),
                Optional.of("IaasService.create"),
                Optional.empty(),
                body);
        return new JournalPage(List.of(entry), Optional.of(request.from() + 1));
    }

    private EventView trigger(TriggerEvent request, String actor) {
        EventView asked = new EventView(request.event(), request.value(), THEN, actor);
        EventView stands = events.putIfAbsent(request.event(), asked);
        if (stands != null
                && !Wire.text(Optional.ofNullable(stands.value()))
                        .equals(Wire.text(Optional.ofNullable(asked.value())))) {
            throw WorkflowFailure.EVENT_HAS_VALUE.exception("%s has another value".formatted(request.event()));
        }
        return stands == null ? asked : stands;
    }

    private static ClusterView cluster() {
        MemberView node = new MemberView(
                "n-1",
                "workflow",
                "127.0.0.1:5701",
                true,
                Optional.of(270),
                Optional.of(120L),
                Optional.of(List.of(KNOWN + "/1")));
        MemberView other = new MemberView(
                "g-1", "gateway", "127.0.0.1:5702", true, Optional.empty(), Optional.empty(), Optional.empty());
        return new ClusterView(271, 1, List.of(node, other));
    }

    private static DefinitionList definitions() {
        return new DefinitionList(List.of(new DefinitionView(KNOWN, 1, new JsonObject().put("type", "object"))));
    }
}
