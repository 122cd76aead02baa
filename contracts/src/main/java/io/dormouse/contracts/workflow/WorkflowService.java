package io.dormouse.contracts.workflow;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** Starts and reads workflows, and wakes those that wait. What a change answers is durable before the answer leaves. */
@ProxyGen
@FailsWith(WorkflowFailure.class)
public interface WorkflowService {
    /** Where the service listens on the bus. */
    String ADDRESS = "workflow.v1";

    /** Starts a workflow; it is durable when this returns. */
    Future<Started> start(StartWorkflow request);

    /** Reads one. */
    Future<WorkflowView> get(GetWorkflow request);

    /** Reads one when it has ended or the time is up. */
    Future<WorkflowView> awaitEnd(AwaitWorkflow request);

    /** Reads many. */
    Future<WorkflowPage> list(ListWorkflows request);

    /** Reads what has happened to one. */
    Future<JournalPage> journal(GetJournal request);

    /** Triggers an event; it is durable when this returns, and whoever waits for it wakes. */
    Future<EventView> trigger(TriggerEvent request);

    /** Reads what can be started. */
    Future<DefinitionList> definitions(ListDefinitions request);
}
