package io.dormouse.gateway;

import io.dormouse.contracts.workflow.CancelChild;
import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.ForkedWorkflow;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.Matched;
import io.dormouse.contracts.workflow.PauseMatching;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.Redone;
import io.dormouse.contracts.workflow.ResumeMatching;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.contracts.workflow.RetryWorkflow;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.contracts.workflow.RewoundWorkflow;
import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be done to the workflows of {@link FakeWorkflows}, as far as a gateway can tell. */
final class FakeOperations {
    private static final List<Redone> REDONE =
            List.of(new Redone(3, "call", "IaasService.create", "ProvisionServer.java:12", "w/0/3"));

    private final FakeWorkflows fake;

    FakeOperations(FakeWorkflows fake) {
        this.fake = fake;
    }

    Endpoint on(Endpoint endpoint) {
        return endpoint.on(
                        "signal",
                        SignalWorkflow.class,
                        (request, call) ->
                                fake.note(call, () -> open(request.id())).map(received -> new Answer.Done(null)))
                .on("cancel", CancelWorkflow.class, (request, call) -> fake.note(call, () -> open(request.id())))
                .on(
                        "terminate",
                        TerminateWorkflow.class,
                        (request, call) -> fake.note(call, () -> becomes(request.id(), "TERMINATED")))
                .on(
                        "pause",
                        PauseWorkflow.class,
                        (request, call) -> fake.note(call, () -> becomes(request.id(), "PAUSED")))
                .on("resume", ResumeWorkflow.class, (request, call) -> fake.note(call, () -> resume(request)))
                .on("pauseMatching", PauseMatching.class, (request, call) -> fake.note(call, FakeOperations::matched))
                .on("resumeMatching", ResumeMatching.class, (request, call) -> fake.note(call, FakeOperations::matched))
                .on("retry", RetryWorkflow.class, (request, call) -> fake.note(call, () -> open(request.id())))
                .on("complete", CompleteCommand.class, (request, call) -> fake.note(call, () -> complete(request)))
                .on("rewind", RewindWorkflow.class, (request, call) -> fake.note(call, () -> rewind(request)))
                .on("fork", ForkWorkflow.class, (request, call) -> fake.note(call, () -> fork(request, call.actor())))
                .on("journals", ListJournals.class, (request, call) -> {
                    fake.calls.add(call);
                    return fake.journals.apply(request).map(Answer.Done::new);
                })
                .on("cancelChild", CancelChild.class, (request, call) -> {
                    throw new AssertionError("a gateway does not call this");
                });
    }

    private WorkflowView open(String id) {
        WorkflowView workflow = fake.known(id);
        if (!States.ended(workflow)) return workflow;
        throw WorkflowFailure.WORKFLOW_ENDED.exception("%s has ended (%s)".formatted(id, workflow.status()));
    }

    private WorkflowView resume(ResumeWorkflow request) {
        if (open(request.id()).status().equals("PAUSED")) return becomes(request.id(), "RUNNING");
        throw WorkflowFailure.NOT_POSSIBLE_NOW.exception("the workflow %s is not paused".formatted(request.id()));
    }

    private WorkflowView becomes(String id, String status) {
        open(id);
        WorkflowView changed = FakeWorkflows.view(status, start(id), "ada");
        fake.workflows.put(id, changed);
        return changed;
    }

    private WorkflowView complete(CompleteCommand request) {
        if (request.seq() == 1) return open(request.id());
        throw WorkflowFailure.COMMAND_NOT_OPEN.exception(
                "%s does not wait for command %d".formatted(request.id(), request.seq()));
    }

    private RewoundWorkflow rewind(RewindWorkflow request) {
        checkPosition(request.position());
        return new RewoundWorkflow(fake.known(request.id()), REDONE);
    }

    private ForkedWorkflow fork(ForkWorkflow request, String actor) {
        checkPosition(request.position());
        fake.known(request.id());
        String id = request.forkId().orElseThrow();
        boolean created = !fake.workflows.containsKey(id);
        WorkflowView forked =
                fake.workflows.computeIfAbsent(id, absent -> FakeWorkflows.view("RUNNING", start(id), actor));
        return new ForkedWorkflow(forked, created, REDONE);
    }

    private static void checkPosition(long position) {
        if (position > 100)
            throw WorkflowFailure.POSITION_INVALID.exception("there is no entry at position %d".formatted(position));
    }

    private static Matched matched() {
        return new Matched(2, Map.of("w9", "w9 has ended"));
    }

    private static StartWorkflow start(String id) {
        return new StartWorkflow(FakeWorkflows.KNOWN, Optional.empty(), Optional.of(id), Map.of());
    }
}
