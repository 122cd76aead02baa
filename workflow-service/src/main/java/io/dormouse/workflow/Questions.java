package io.dormouse.workflow;

import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.DefinitionList;
import io.dormouse.contracts.workflow.DefinitionView;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.JournalPage;
import io.dormouse.contracts.workflow.JournalsPage;
import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowPage;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.definitions.DefinitionCatalog;
import io.dormouse.engine.owner.Owner;
import io.dormouse.engine.replay.Definition;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.workflow.definitions.InputSchemas;
import io.dormouse.workflow.store.Listings;
import io.dormouse.workflow.store.Listings.Filter;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What others may read: workflows, journals, definitions. */
final class Questions {
    private static final Logger log = LoggerFactory.getLogger(Questions.class);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final int LARGEST_PAGE = 1_000;
    private static final int MOST_JOURNALS = 100;
    private static final int MOST_IDS = 1_000;

    private final Lanes lanes;
    private final WorkflowReads reads;
    private final Listings listings;
    private final Future<DefinitionList> definitions;

    /** @param definitions what people see of them; making their schemas takes a while, and no start has to wait for it */
    Questions(Lanes lanes, WorkflowReads reads, Listings listings, Future<DefinitionList> definitions) {
        this.lanes = lanes;
        this.reads = reads;
        this.listings = listings;
        this.definitions = definitions;
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

    Future<WorkflowView> view(String id) {
        return head(WorkflowIds.existing(id)).map(Views::of);
    }

    private Future<WorkflowHead> head(String id) {
        return reads.heads(List.of(id))
                .map(heads -> Optional.ofNullable(heads.get(id)).orElseThrow(() -> unknown(id)));
    }

    private static RuntimeException unknown(String id) {
        return WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id %s".formatted(id));
    }

    /** Listens first and looks then, so that no end can come between. What is in memory need not be looked up. */
    Future<WorkflowView> awaitEnd(AwaitWorkflow request) {
        String id = WorkflowIds.existing(request.id());
        Duration timeout = Duration.ofMillis(Math.clamp(request.timeoutMillis(), 1, LONGEST_WAIT.toMillis()));
        Owner owner = lanes.of(id);
        Future<Optional<WorkflowHead>> end = owner.nextEnd(id, timeout);
        return owner.isHere(id)
                .compose(here -> here ? end : endOf(id, end))
                .compose(ended -> ended.map(Future::succeededFuture).orElseGet(() -> head(id)))
                .map(Views::of);
    }

    /** What a start led to, with its end if that comes in time. The workflow is started, whatever becomes of the waiting. */
    Future<Started> end(Started started, long withinMillis) {
        WorkflowView workflow = started.workflow();
        if (withinMillis <= 0 || Status.valueOf(workflow.status()).isEnd()) return Future.succeededFuture(started);
        return awaitEnd(new AwaitWorkflow(workflow.id(), withinMillis))
                .otherwise(workflow)
                .map(view -> new Started(view, started.created()));
    }

    private Future<Optional<WorkflowHead>> endOf(String id, Future<Optional<WorkflowHead>> next) {
        return head(id).compose(head -> head.status().isEnd() ? Future.succeededFuture(Optional.of(head)) : next);
    }

    Future<WorkflowPage> list(ListWorkflows request) {
        Filter filter =
                new Filter(Wishes.statuses(request.status()), Wishes.name(request.name()), Wishes.tags(request.tags()));
        int limit = Wishes.limit(request.limit(), LARGEST_PAGE);
        return listings.list(filter, request.cursor().map(Cursor::read), limit)
                .map(page -> new WorkflowPage(
                        page.items().stream().map(Views::of).toList(),
                        page.more() ? Optional.of(Cursor.after(page.items().getLast())) : Optional.empty()));
    }

    Future<JournalPage> journal(GetJournal request) {
        int limit = Wishes.limit(request.limit(), LARGEST_PAGE);
        String id = WorkflowIds.existing(request.id());
        return listings.outline(id)
                .map(head -> run(request, head.orElseThrow(() -> unknown(id))))
                .compose(run -> listings.journal(id, run, request.from(), limit))
                .map(page -> new JournalPage(
                        page.items().stream().map(Views::of).toList(),
                        page.more() ? Optional.of(page.items().getLast().position() + 1) : Optional.empty()));
    }

    private static int run(GetJournal request, WorkflowHead head) {
        int run = request.run().orElse(head.run());
        if (run < 0 || run > head.run()) {
            throw WorkflowFailure.POSITION_INVALID.exception(
                    "the workflow %s has no run %d; its present one is %d".formatted(head.id(), run, head.run()));
        }
        return run;
    }

    Future<JournalsPage> journals(ListJournals request) {
        Set<Status> statuses = request.unfinished() ? Filter.UNFINISHED : EnumSet.allOf(Status.class);
        Filter filter = new Filter(statuses, Wishes.name(request.name()), Map.of());
        int limit = Wishes.limit(request.limit(), MOST_JOURNALS);
        request.ids().filter(ids -> ids.size() > MOST_IDS).ifPresent(ids -> {
            throw Wishes.invalid("%d ids are too many; ask for at most %d at once".formatted(ids.size(), MOST_IDS));
        });
        Optional<List<String>> ids =
                request.ids().map(all -> all.stream().map(WorkflowIds::existing).toList());
        return listings.journals(filter, ids, request.cursor().map(Cursor::readId), limit)
                .map(page -> new JournalsPage(
                        page.items().stream().map(Views::of).toList(),
                        page.more()
                                ? Optional.of(
                                        Cursor.after(page.items().getLast().id()))
                                : Optional.empty()));
    }

    Future<DefinitionList> definitions(ListDefinitions request) {
        return definitions.map(all -> new DefinitionList(all.items().stream()
                .filter(view -> request.name().map(view.name()::equals).orElse(true))
                .toList()));
    }
}
