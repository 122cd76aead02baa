package io.dormouse.workflow;

import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.CancelChild;
import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.ForkWorkflow;
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
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.workflow.store.Events;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Function;

/** {@link WorkflowService} on the bus: what is asked by which method. What comes in is checked before it goes any further. */
final class WorkflowEndpoint {
    private final NewWorkflows beginnings;
    private final Orders orders;
    private final Matching matching;
    private final Questions questions;
    private final Events events;

    WorkflowEndpoint(NewWorkflows beginnings, Orders orders, Matching matching, Questions questions, Events events) {
        this.beginnings = beginnings;
        this.orders = orders;
        this.matching = matching;
        this.questions = questions;
        this.events = events;
    }

    Endpoint endpoint() {
        Endpoint endpoint = Endpoint.of(WorkflowService.class);
        endpoint.on("start", StartWorkflow.class, changing(beginnings::start));
        endpoint.on("fork", ForkWorkflow.class, changing(beginnings::fork));
        endpoint.on("signal", SignalWorkflow.class, changing(orders::signal));
        endpoint.on("cancel", CancelWorkflow.class, changing(orders::cancel));
        endpoint.on("terminate", TerminateWorkflow.class, changing(orders::terminate));
        endpoint.on("pause", PauseWorkflow.class, changing(orders::pause));
        endpoint.on("resume", ResumeWorkflow.class, changing(orders::resume));
        endpoint.on("retry", RetryWorkflow.class, changing(orders::retry));
        endpoint.on("complete", CompleteCommand.class, changing(orders::complete));
        endpoint.on("rewind", RewindWorkflow.class, changing(orders::rewind));
        endpoint.on("cancelChild", CancelChild.class, changing(orders::cancelChild));
        endpoint.on("pauseMatching", PauseMatching.class, matching::pause);
        endpoint.on("resumeMatching", ResumeMatching.class, matching::resume);
        endpoint.on("trigger", TriggerEvent.class, this::trigger);
        endpoint.on("get", GetWorkflow.class, reading(request -> questions.view(request.id())));
        endpoint.on("awaitEnd", AwaitWorkflow.class, reading(questions::awaitEnd));
        endpoint.on("list", ListWorkflows.class, reading(questions::list));
        endpoint.on("journal", GetJournal.class, reading(questions::journal));
        endpoint.on("journals", ListJournals.class, reading(questions::journals));
        endpoint.on("definitions", ListDefinitions.class, reading(questions::definitions));
        return endpoint;
    }

    private static <Q, R> BiFunction<Q, Call, Future<? extends Answer>> changing(
            BiFunction<Q, Call, Future<R>> change) {
        return (request, call) -> change.apply(request, call).map(Answer.Done::new);
    }

    private static <Q, R> BiFunction<Q, Call, Future<? extends Answer>> reading(Function<Q, Future<R>> question) {
        return (request, call) -> question.apply(request).map(Answer.Done::new);
    }

    private Future<Answer.Done> trigger(TriggerEvent request, Call call) {
        call.requiredKey();
        String key = WorkflowIds.eventKey(request.event(), call.actor());
        String value = CanonicalJson.of(Wishes.payload("the event's value", request.value()));
        return events.trigger(key, value, call.actor()).map(event -> new Answer.Done(Views.of(event)));
    }
}
