package io.dormouse.workflow;

import io.dormouse.contracts.workflow.CancelChild;
import io.dormouse.contracts.workflow.CancelWorkflow;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.contracts.workflow.RetryWorkflow;
import io.dormouse.contracts.workflow.RewindWorkflow;
import io.dormouse.contracts.workflow.RewoundWorkflow;
import io.dormouse.contracts.workflow.SignalWorkflow;
import io.dormouse.contracts.workflow.TerminateWorkflow;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.engine.owner.Owner;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** What may be done to one workflow from outside, each at its owner. Every one of them needs a key. */
final class Orders {
    private final Lanes lanes;
    private final Questions questions;
    private final RandomGenerator seeds;

    Orders(Lanes lanes, Questions questions, RandomGenerator seeds) {
        this.lanes = lanes;
        this.questions = questions;
        this.seeds = seeds;
    }

    Future<Void> signal(SignalWorkflow request, Call call) {
        call.requiredKey();
        String id = WorkflowIds.existing(request.id());
        return lanes.of(id)
                .signal(
                        id,
                        WorkflowIds.signal(request.name()),
                        Wishes.payload("the signal's payload", request.payload()),
                        WorkflowIds.signalId(request.signalId(), call),
                        call.actor());
    }

    Future<WorkflowView> cancel(CancelWorkflow request, Call call) {
        String reason = Wishes.reason(request.reason());
        return give(request.id(), call, (owner, id) -> owner.cancel(id, call.actor(), reason));
    }

    /** Answered with what the owner knows rather than with the row, because to show that would read its payloads. */
    Future<WorkflowView> terminate(TerminateWorkflow request, Call call) {
        call.requiredKey();
        String id = WorkflowIds.existing(request.id());
        return lanes.of(id)
                .terminate(id, call.actor(), Wishes.reason(request.reason()))
                .map(Views::of);
    }

    Future<WorkflowView> pause(PauseWorkflow request, Call call) {
        String reason = Wishes.reason(request.reason());
        return give(request.id(), call, (owner, id) -> owner.pause(id, call.actor(), reason));
    }

    Future<WorkflowView> resume(ResumeWorkflow request, Call call) {
        String reason = Wishes.reason(request.reason());
        return give(request.id(), call, (owner, id) -> owner.resume(id, call.actor(), reason));
    }

    Future<WorkflowView> retry(RetryWorkflow request, Call call) {
        String reason = Wishes.reason(request.reason());
        return give(request.id(), call, (owner, id) -> owner.retry(id, request.seq(), call.actor(), reason));
    }

    Future<WorkflowView> complete(CompleteCommand request, Call call) {
        String reason = Wishes.reason(request.reason());
        return give(
                request.id(),
                call,
                (owner, id) -> owner.complete(
                        id, request.run(), request.seq(), Wishes.outcome(request), call.actor(), reason));
    }

    private Future<WorkflowView> give(String given, Call call, BiFunction<Owner, String, Future<Void>> order) {
        call.requiredKey();
        String id = WorkflowIds.existing(given);
        return order.apply(lanes.of(id), id).compose(durable -> questions.view(id));
    }

    Future<RewoundWorkflow> rewind(RewindWorkflow request, Call call) {
        call.requiredKey();
        String id = WorkflowIds.existing(request.id());
        return lanes.of(id)
                .rewind(
                        id,
                        Wishes.position(request.position()),
                        seeds.nextLong(),
                        call.actor(),
                        Wishes.reason(request.reason()))
                .map(copied -> new RewoundWorkflow(Views.of(copied.workflow()), Views.redone(copied.redone())));
    }

    Future<Void> cancelChild(CancelChild request, Call call) {
        call.requiredKey();
        String id = WorkflowIds.existing(request.id());
        return lanes.of(id).cancelChild(id, Partitions.of(id), WorkflowIds.existing(request.parent()));
    }
}
