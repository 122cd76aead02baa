package io.dormouse.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.DefinitionList;
import io.dormouse.contracts.workflow.DefinitionView;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowPage;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.engine.owner.NewWorkflow;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.replay.Messages;
import io.dormouse.engine.replay.UnstorableValueException;
import io.dormouse.engine.replay.Values;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.workflow.cluster.Partitions;
import io.dormouse.workflow.definitions.DefinitionCatalog;
import io.dormouse.workflow.definitions.InputSchemas;
import io.dormouse.workflow.store.Events;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link WorkflowService} on the bus: checks what comes in, and leaves the rest to the lanes and the store. */
final class WorkflowEndpoint {
    private static final Logger log = LoggerFactory.getLogger(WorkflowEndpoint.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LARGEST_PAGE = 1_000;

    private final DefinitionCatalog definitions;
    private final Lanes lanes;
    private final WorkflowReads reads;
    private final Events events;
    private final RandomGenerator seeds;
    private final Future<DefinitionList> views;

    /** @param views what people see of the definitions; making their schemas takes a while, and no start has to wait for it */
    WorkflowEndpoint(
            DefinitionCatalog definitions,
            Future<DefinitionList> views,
            Lanes lanes,
            WorkflowReads reads,
            Events events,
            RandomGenerator seeds) {
        this.definitions = definitions;
        this.views = views;
        this.lanes = lanes;
        this.reads = reads;
        this.events = events;
        this.seeds = seeds;
    }

    /** What people see of the definitions. Slow. */
    static DefinitionList describe(DefinitionCatalog definitions) {
        InputSchemas schemas = new InputSchemas();
        return new DefinitionList(definitions.all().stream()
                .map(definition ->
                        new DefinitionView(definition.name(), definition.version(), schema(schemas, definition)))
                .toList());
    }

    /** One input that cannot be described must not hide the others. */
    private static JsonObject schema(InputSchemas schemas, Definition definition) {
        try {
            return schemas.of(definition.input());
        } catch (RuntimeException | LinkageError e) {
            log.warn("the input of {} cannot be described as JSON Schema", definition, e);
            return new JsonObject();
        }
    }

    Endpoint endpoint() {
        return Endpoint.of(WorkflowService.class)
                .on("start", StartWorkflow.class, this::start)
                .on(
                        "get",
                        GetWorkflow.class,
                        (request, call) -> view(request.id()).map(Answer.Done::new))
                .on(
                        "awaitEnd",
                        AwaitWorkflow.class,
                        (request, call) -> awaitEnd(request).map(Answer.Done::new))
                .on(
                        "list",
                        ListWorkflows.class,
                        (request, call) -> list(request).map(Answer.Done::new))
                .on(
                        "journal",
                        GetJournal.class,
                        (request, call) -> journal(request).map(Answer.Done::new))
                .on("trigger", TriggerEvent.class, this::trigger)
                .on(
                        "definitions",
                        ListDefinitions.class,
                        (request, call) -> definitions(request).map(Answer.Done::new));
    }

    private Future<Answer.Done> start(StartWorkflow request, Call call) {
        Definition definition = definition(request);
        String id = WorkflowIds.ofStart(request.id(), call);
        NewWorkflow start = new NewWorkflow(
                id,
                Partitions.of(id),
                definition.name(),
                definition.version(),
                request.version().isEmpty(),
                canonicalInput(definition, request.input()),
                call.actor(),
                seeds.nextLong());
        return lanes.of(id)
                .start(start)
                .map(result -> new Answer.Done(new Started(Views.of(result.workflow()), result.created())));
    }

    private Definition definition(StartWorkflow request) {
        Optional<Definition> found = request.version().isPresent()
                ? definitions.find(request.name(), request.version().get())
                : definitions.highest(request.name());
        return found.orElseThrow(() ->
                WorkflowFailure.DEFINITION_UNKNOWN.exception("there is no workflow %s%s here; these can be started: %s"
                        .formatted(
                                request.name(),
                                request.version()
                                        .map(version -> " version " + version)
                                        .orElse(""),
                                String.join(", ", definitions.names()))));
    }

    /** Decoded and encoded again, so that two inputs that mean the same are the same text. */
    private static String canonicalInput(Definition definition, Object input) {
        try {
            Object decoded = Values.readInput(Payload.check("the input", Wire.text(input)), definition.input());
            return Values.write("the input", decoded);
        } catch (JsonProcessingException | UnstorableValueException e) {
            throw WorkflowFailure.INPUT_INVALID.exception(
                    "the input does not fit %s version %d: %s; nothing was started"
                            .formatted(definition.name(), definition.version(), Messages.firstLine(e)));
        }
    }

    private Future<WorkflowHead> head(String id) {
        return reads.heads(List.of(id))
                .map(heads -> Optional.ofNullable(heads.get(id))
                        .orElseThrow(() -> WorkflowFailure.WORKFLOW_UNKNOWN.exception(
                                "there is no workflow with the id %s".formatted(id))));
    }

    private Future<WorkflowView> view(String id) {
        return head(Payload.checkText("the id", id)).map(Views::of);
    }

    /** Listens first and looks then, so that no end can come between. */
    private Future<WorkflowView> awaitEnd(AwaitWorkflow request) {
        String id = Payload.checkText("the id", request.id());
        Duration timeout = Duration.ofMillis(Math.clamp(request.timeoutMillis(), 1, LONGEST_WAIT.toMillis()));
        Future<Optional<WorkflowHead>> end = lanes.of(id).nextEnd(id, timeout);
        return head(id).compose(head -> head.status().isEnd()
                ? Future.succeededFuture(Views.of(head))
                : end.compose(ended -> ended.map(last -> Future.succeededFuture(Views.of(last)))
                        .orElseGet(() -> view(id))));
    }

    private Future<WorkflowPage> list(ListWorkflows request) {
        request.status().ifPresent(WorkflowEndpoint::requireStatus);
        request.name().ifPresent(name -> Payload.checkText("the name", name));
        int limit = limit(request.limit());
        return reads.list(request.status(), request.name(), request.cursor().map(Cursor::read), limit + 1)
                .map(found -> {
                    List<WorkflowHead> page = found.size() > limit ? found.subList(0, limit) : found;
                    Optional<String> next =
                            found.size() > limit ? Optional.of(Cursor.after(page.getLast())) : Optional.empty();
                    return new WorkflowPage(page.stream().map(Views::of).toList(), next);
                });
    }

    private static void requireStatus(String status) {
        if (Arrays.stream(Status.values()).noneMatch(known -> known.name().equals(status))) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "'%s' is no status; these are: %s".formatted(status, Arrays.toString(Status.values())));
        }
    }

    private static int limit(int limit) {
        if (limit < 1 || limit > LARGEST_PAGE) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "limit is %d; it must be 1 to %d".formatted(limit, LARGEST_PAGE));
        }
        return limit;
    }

    private Future<JournalPage> journal(GetJournal request) {
        int limit = limit(request.limit());
        return head(Payload.checkText("the id", request.id()))
                .compose(head -> reads.journal(head.id(), request.from(), limit + 1))
                .map(found -> {
                    List<StoredEntry> page = found.size() > limit ? found.subList(0, limit) : found;
                    Optional<Long> next =
                            found.size() > limit ? Optional.of(page.getLast().position() + 1) : Optional.empty();
                    return new JournalPage(page.stream().map(Views::of).toList(), next);
                });
    }

    private Future<Answer.Done> trigger(TriggerEvent request, Call call) {
        call.requiredKey();
        String key = WorkflowIds.eventKey(request.event(), call.actor());
        String value = CanonicalJson.of(Payload.check("the event's value", Wire.text(request.value())));
        return events.trigger(key, value, call.actor()).map(event -> new Answer.Done(Views.of(event)));
    }

    private Future<DefinitionList> definitions(ListDefinitions request) {
        return views.map(all -> new DefinitionList(all.items().stream()
                .filter(view -> request.name().map(view.name()::equals).orElse(true))
                .toList()));
    }
}
