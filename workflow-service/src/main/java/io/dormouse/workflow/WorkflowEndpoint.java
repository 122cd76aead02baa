package io.dormouse.workflow;

import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.CancelChild;
import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.ForkWorkflow;
import io.dormouse.contracts.workflow.GetCluster;
import io.dormouse.contracts.workflow.GetJournal;
import io.dormouse.contracts.workflow.GetWorkflow;
import io.dormouse.contracts.workflow.ListDefinitions;
import io.dormouse.contracts.workflow.ListJournals;
import io.dormouse.contracts.workflow.ListWorkflows;
import io.dormouse.contracts.workflow.PauseMatching;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.ResumeMatching;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.contracts.workflow.RetryWorkflow;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.Started;
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.workflow.routing.Router;
import io.dormouse.workflow.store.Events;
import io.vertx.core.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@link WorkflowService} on the bus: what is asked by which method. What comes in is checked before it goes any further. */
final class WorkflowEndpoint {
    private final NewWorkflows beginnings;
    private final Orders orders;
    private final Matching matching;
    private final Questions questions;
    private final Events events;
    private final Census census;
    private final Router router;

    WorkflowEndpoint(
            NewWorkflows beginnings,
            Orders orders,
            Matching matching,
            Questions questions,
            Events events,
            Census census,
            Router router) {
        this.beginnings = beginnings;
        this.orders = orders;
        this.matching = matching;
        this.questions = questions;
        this.events = events;
        this.census = census;
        this.router = router;
    }

    Endpoint endpoint() {
        Endpoint endpoint = Endpoint.of(WorkflowService.class);
        endpoint.on("start", StartWorkflow.class, routedToNew(NewWorkflows::idOf, this::start));
        endpoint.on("fork", ForkWorkflow.class, routedToNew(NewWorkflows::idOf, beginnings::fork));
        endpoint.on("signal", SignalWorkflow.class, routed(SignalWorkflow::id, orders::signal));
        endpoint.on("cancel", CancelWorkflow.class, routed(CancelWorkflow::id, orders::cancel));
        endpoint.on("terminate", TerminateWorkflow.class, routed(TerminateWorkflow::id, orders::terminate));
        endpoint.on("pause", PauseWorkflow.class, routed(PauseWorkflow::id, orders::pause));
        endpoint.on("resume", ResumeWorkflow.class, routed(ResumeWorkflow::id, orders::resume));
        endpoint.on("retry", RetryWorkflow.class, routed(RetryWorkflow::id, orders::retry));
        endpoint.on("complete", CompleteCommand.class, routed(CompleteCommand::id, orders::complete));
        endpoint.on("rewind", RewindWorkflow.class, routed(RewindWorkflow::id, orders::rewind));
        endpoint.on("cancelChild", CancelChild.class, routed(CancelChild::id, orders::cancelChild));
        endpoint.on("pauseMatching", PauseMatching.class, matching::pause);
        endpoint.on("resumeMatching", ResumeMatching.class, matching::resume);
        endpoint.on("trigger", TriggerEvent.class, this::trigger);
        endpoint.on("get", GetWorkflow.class, reading(request -> questions.view(request.id())));
        endpoint.on(
                "awaitEnd",
                AwaitWorkflow.class,
                routed(AwaitWorkflow::id, (request, call) -> questions.awaitEnd(request)));
        endpoint.on("list", ListWorkflows.class, reading(questions::list));
        endpoint.on("journal", GetJournal.class, reading(questions::journal));
        endpoint.on("journals", ListJournals.class, reading(questions::journals));
        endpoint.on("cluster", GetCluster.class, reading(census::cluster));
        endpoint.on("definitions", ListDefinitions.class, reading(questions::definitions));
        return endpoint;
    }

    /** What the owner of a workflow has to do or to say. */
    private <Q, R> BiFunction<Q, Call, Future<? extends Answer>> routed(
            Function<Q, String> id, BiFunction<Q, Call, Future<R>> local) {
        return routedToNew((request, call) -> WorkflowIds.existing(id.apply(request)), local);
    }

    private <Q, R> BiFunction<Q, Call, Future<? extends Answer>> routedToNew(
            BiFunction<Q, Call, String> id, BiFunction<Q, Call, Future<R>> local) {
        return (request, call) -> router.route(
                id.apply(request, call), call, () -> local.apply(request, call).map(Answer.Done::new));
    }

    private static <Q, R> BiFunction<Q, Call, Future<? extends Answer>> reading(Function<Q, Future<R>> question) {
        return (request, call) -> question.apply(request).map(Answer.Done::new);
    }

    private Future<Started> start(StartWorkflow request, Call call) {
        long came = System.nanoTime();
        Future<Started> started = beginnings.start(request, call);
        return request.waitMillis()
                .map(wait -> started.compose(result -> questions.end(result, wait - millisSince(came))))
                .orElse(started);
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private Future<Answer.Done> trigger(TriggerEvent request, Call call) {
        call.requiredKey();
        String key = WorkflowIds.eventKey(request.event(), call.actor());
        String value = CanonicalJson.of(Wishes.payload("the event's value", request.value()));
        return events.trigger(key, value, call.actor()).map(event -> new Answer.Done(Views.of(event)));
    }
}
