package io.dormouse.workflow.routing;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Brings a request to the owner of the workflow that it is about: here, or with one hop. While a partition changes hands it asks
 * again, for a few seconds; every change carries a key, so asking twice is doing once. Belongs to one event loop.
 */
public final class Router {
    /** So long it looks for an owner; then the caller is told to ask again. */
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    private static final long PAUSE_MILLIS = 100;

    private final Vertx vertx;
    private final String self;
    private final IntPredicate owns;
    private final Owners owners;
    private final Hops hops;
    private final AtomicInteger underWay = new AtomicInteger();
    private final List<Promise<Void>> awaitingIdle = new ArrayList<>();

    /**
     * @param self the name of this node
     * @param owns whether this node owns a partition, as far as it knows
     */
    public Router(Vertx vertx, String self, IntPredicate owns, Owners owners) {
        this.vertx = vertx;
        this.self = self;
        this.owns = owns;
        this.owners = owners;
        this.hops = new Hops(vertx);
    }

    /** Where this node, and no other, is asked. */
    public static String addressOf(String node) {
        return Hops.addressOf(node);
    }

    /**
     * Answers what the owner of a workflow answers.
     *
     * @param local what to do if that is this node
     */
    public Future<Answer> route(String workflowId, Call call, Supplier<Future<Answer>> local) {
        underWay.incrementAndGet();
        Journey journey = new Journey(workflowId, call, local);
        return journey.attempt().onComplete(ended -> {
            if (underWay.decrementAndGet() == 0) tellIdle();
        });
    }

    private void tellIdle() {
        List<Promise<Void>> told = List.copyOf(awaitingIdle);
        awaitingIdle.clear();
        told.forEach(Promise::tryComplete);
    }

    /** Completes when nothing is under way. */
    public Future<Void> idle() {
        if (underWay.get() == 0) return Future.succeededFuture();
        Promise<Void> idle = Promise.promise();
        awaitingIdle.add(idle);
        return idle.future();
    }

    /** The cluster does not see a member any more: what was asked there is asked of whoever has its partitions then. */
    public void lost(String node) {
        hops.giveUp(hop -> hop.node().equals(node), "the node is gone");
    }

    /** A node that was asked and says nothing may be frozen, and others own what it had: to be called every second or so. */
    public Future<Void> lookAfterHops() {
        if (!hops.isAnyUnderWay()) return Future.succeededFuture();
        return owners.read()
                .onSuccess(read -> hops.giveUp(
                        hop -> !owners.guess(hop.partition()).equals(Optional.of(hop.node())), "another node owns it"));
    }

    /** One request on its way. */
    private final class Journey {
        private final String workflowId;
        private final int partition;
        private final Call call;
        private final Supplier<Future<Answer>> local;
        private final long deadline = System.nanoTime() + PATIENCE_NANOS;

        private Journey(String workflowId, Call call, Supplier<Future<Answer>> local) {
            this.workflowId = workflowId;
            this.partition = Partitions.of(workflowId);
            this.call = call;
            this.local = local;
        }

        private Future<Answer> attempt() {
            if (owns.test(partition)) {
                return Future.succeededFuture()
                        .compose(here -> local.get())
                        .recover(failure -> hasLeft(failure) ? elsewhere() : Future.failedFuture(failure));
            }
            return elsewhere();
        }

        /** It was asked of this node's owner while the partition went away from under it. */
        private boolean hasLeft(Throwable failure) {
            return !owns.test(partition)
                    && failure instanceof ContractException refusal
                    && refusal.failure() == CallFailure.UNAVAILABLE;
        }

        private Future<Answer> elsewhere() {
            if (call.relayed()) return owners.read().map(read -> new Answer.Moved(owners.guess(partition)));
            return owners.guess(partition)
                    .filter(owner -> !owner.equals(self))
                    .map(this::hop)
                    .orElseGet(this::again);
        }

        private Future<Answer> hop(String owner) {
            return hops.ask(owner, partition, call)
                    .compose(
                            answer -> {
                                if (!(answer instanceof Answer.Moved(var to))) return Future.succeededFuture(answer);
                                owners.learn(partition, to);
                                return to.isPresent() && !to.get().equals(owner) && !isLate() ? attempt() : again();
                            },
                            failure -> failure instanceof Hops.AskAnother ? again() : Future.failedFuture(failure));
        }

        private Future<Answer> again() {
            if (isLate()) {
                return Future.failedFuture(CallFailure.UNAVAILABLE.exception(
                        "the workflow %s is changing hands; ask again".formatted(workflowId)));
            }
            return vertx.timer(PAUSE_MILLIS).compose(paused -> owners.read()).compose(read -> attempt());
        }

        private boolean isLate() {
            return System.nanoTime() > deadline;
        }
    }
}
