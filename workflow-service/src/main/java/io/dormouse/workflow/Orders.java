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
import io.dormouse.engine.owner.Order;
import io.dormouse.engine.owner.Owner;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/** What may be done to one workflow from outside, each at its owner. Every one of them needs a key, under which it is done once. */
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
        return give(order(request.id(), call, request.reason()), Owner::cancel);
    }

    /** Answered with what the owner knows rather than with the row, because to show that would read its payloads. */
    Future<WorkflowView> terminate(TerminateWorkflow request, Call call) {
        Order order = order(request.id(), call, request.reason());
        return lanes.of(order.id()).terminate(order).map(Views::of);
    }

    Future<WorkflowView> pause(PauseWorkflow request, Call call) {
        return give(order(request.id(), call, request.reason()), Owner::pause);
    }

    Future<WorkflowView> resume(ResumeWorkflow request, Call call) {
        return give(order(request.id(), call, request.reason()), Owner::resume);
    }

    Future<WorkflowView> retry(RetryWorkflow request, Call call) {
        return give(order(request.id(), call, request.reason()), (owner, order) -> owner.retry(order, request.seq()));
    }

    Future<WorkflowView> complete(CompleteCommand request, Call call) {
        return give(
                order(request.id(), call, request.reason()),
                (owner, order) -> owner.complete(order, request.run(), request.seq(), Wishes.outcome(request)));
    }

    private Future<WorkflowView> give(Order order, BiFunction<Owner, Order, Future<Void>> how) {
        return how.apply(lanes.of(order.id()), order).compose(durable -> questions.view(order.id()));
    }

    Future<RewoundWorkflow> rewind(RewindWorkflow request, Call call) {
        Order order = order(request.id(), call, request.reason());
        return lanes.of(order.id())
                .rewind(order, Wishes.position(request.position()), seeds.nextLong())
                .map(copied -> new RewoundWorkflow(Views.of(copied.workflow()), Views.redone(copied.redone())));
    }

    private static Order order(String id, Call call, String reason) {
        return new Order(WorkflowIds.existing(id), WorkflowIds.orderKey(call), call.actor(), Wishes.reason(reason));
    }

    Future<Void> cancelChild(CancelChild request, Call call) {
        call.requiredKey();
        String id = WorkflowIds.existing(request.id());
        return lanes.of(id).cancelChild(id, Partitions.of(id), WorkflowIds.existing(request.parent()));
    }
}
