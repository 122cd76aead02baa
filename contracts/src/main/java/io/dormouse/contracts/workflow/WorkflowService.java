package io.dormouse.contracts.workflow;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/**
 * Starts and reads workflows, and wakes those that wait. What a change answers is durable before the answer leaves, and is done once
 * for its key: repeated, it is answered again; a different order to the same workflow under the same key is
 * {@link io.dormouse.contracts.CallFailure#KEY_REUSED}.
 */
@ProxyGen
@FailsWith(WorkflowFailure.class)
public interface WorkflowService {
    /** Where the service listens on the bus. */
    String ADDRESS = "workflow.v1";

    /** Starts a workflow; it is durable when this returns. If the request says so, this returns when it has ended or the time is up. */
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

    /** Sends a signal; it is durable when this returns. A repeat with the same id returns too, and is not a second signal. */
    Future<Void> signal(SignalWorkflow request);

    /** Cancels one; the order is durable when this returns, the workflow may still take its time. */
    Future<WorkflowView> cancel(CancelWorkflow request);

    /**
     * Ends one at once, reading none of its payloads; it has ended when this returns. The answer has no input (null) where the
     * workflow was not in memory; {@link #get} reads it.
     */
    Future<WorkflowView> terminate(TerminateWorkflow request);

    /** Holds one; it is paused when this returns. */
    Future<WorkflowView> pause(PauseWorkflow request);

    /** Lets a paused one go on. */
    Future<WorkflowView> resume(ResumeWorkflow request);

    /** Pauses all that a filter finds. */
    Future<Matched> pauseMatching(PauseMatching request);

    /** Resumes all that a filter finds. */
    Future<Matched> resumeMatching(ResumeMatching request);

    /** Tries again now what fails, or a stuck workflow. */
    Future<WorkflowView> retry(RetryWorkflow request);

    /** Completes by hand what one waits for; the result is durable when this returns. */
    Future<WorkflowView> complete(CompleteCommand request);

    /** Takes one back to a position; the new run is durable when this returns. */
    Future<RewoundWorkflow> rewind(RewindWorkflow request);

    /** Makes a new one from a position of another; it is durable when this returns. */
    Future<ForkedWorkflow> fork(ForkWorkflow request);

    /** Reads whole journals. */
    Future<JournalsPage> journals(ListJournals request);

    /** Reads who is there and who owns what, as far as one node knows. */
    Future<ClusterView> cluster(GetCluster request);

    /** Cancels a child, or sees to it that it never starts; durable when this returns. For the engine. */
    Future<Void> cancelChild(CancelChild request);
}
