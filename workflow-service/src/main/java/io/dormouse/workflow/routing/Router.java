package io.dormouse.workflow.routing;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/**
 * Brings a request to the owner of the workflow that it is about: here, or with one hop. While a partition changes hands it asks
 * again, for a few seconds and never for longer than its caller waits; every change carries a key, so asking twice is doing once.
 * To be used on any thread; what it knows is touched on one event loop only.
 */
public final class Router {
    /** So long it looks for an owner; then the caller is told to ask again. */
    private static final long PATIENCE_NANOS = 4_000_000_000L;

    private static final long PAUSE_MILLIS = 100;

    /** What the way back to the caller may take. */
    private static final Duration ANSWERING = Duration.ofMillis(500);

    private final Vertx vertx;
    private final ContextInternal loop;
    private final String self;
    private final IntPredicate serves;
    private final Owners owners;
    private final Hops hops;
    private final CutOff cutOff;
    private final List<Promise<Void>> awaitingIdle = new ArrayList<>();
    private int underWay;

    /**
     * @param self the name of this node
     * @param serves whether this node owns a partition, as far as it knows, and its owner here knows it too
     * @param cutOff which nodes live and cannot be reached from here
     */
    public Router(Vertx vertx, String self, IntPredicate serves, Owners owners, CutOff cutOff) {
        this.vertx = vertx;
        this.loop = (ContextInternal) vertx.getOrCreateContext();
        this.self = self;
        this.serves = serves;
        this.owners = owners;
        this.cutOff = cutOff;
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
        Journey journey = new Journey(workflowId, call, local);
        return onLoop(() -> {
            underWay++;
            return journey.begin().onComplete(ended -> {
                underWay--;
                if (underWay == 0) tellIdle();
            });
        });
    }

    /** Both what is done and whatever follows from its outcome: what others complete, they complete on threads of their own. */
    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> outcome = loop.promise();
        loop.emit(now -> Future.succeededFuture()
                .compose(here -> task.get())
                .onComplete(ended -> loop.emit(then -> outcome.handle(ended))));
        return outcome.future();
    }

    private void tellIdle() {
        List<Promise<Void>> told = List.copyOf(awaitingIdle);
        awaitingIdle.clear();
        told.forEach(Promise::tryComplete);
    }

    /** Completes when nothing is under way. */
    public Future<Void> idle() {
        return onLoop(() -> {
            if (underWay == 0) return Future.succeededFuture();
            Promise<Void> idle = Promise.promise();
            awaitingIdle.add(idle);
            return idle.future();
        });
    }

    /** The cluster does not see a member any more: what was asked there is asked of whoever has its partitions then. */
    public void lost(String node) {
        loop.emit(now -> {
            cutOff.lost(node);
            hops.giveUp(hop -> hop.node().equals(node), "the node is gone");
        });
    }

    /** A node that was asked and says nothing may be frozen, and others own what it had: to be called every second or so. */
    public Future<Void> lookAfterHops() {
        return onLoop(() -> hops.isAnyUnderWay() ? read() : Future.succeededFuture())
                .onSuccess(read -> hops.giveUp(
                        hop -> !owners.guess(hop.partition()).equals(Optional.of(hop.node())), "another node owns it"));
    }

    private Future<Void> read() {
        return onLoop(owners::read);
    }

    /** One request on its way. */
    private final class Journey {
        private final String workflowId;
        private final int partition;
        private final Call call;
        private final Supplier<Future<Answer>> local;
        private final long begun = System.nanoTime();

        private Journey(String workflowId, Call call, Supplier<Future<Answer>> local) {
            this.workflowId = workflowId;
            this.partition = Partitions.of(workflowId);
            this.call = call;
            this.local = local;
        }

        private Future<Answer> begin() {
            return Future.succeededFuture().compose(begun -> attempt());
        }

        private Future<Answer> attempt() {
            if (serves.test(partition)) {
                return onLoop(local).recover(failure -> hasLeft(failure) ? elsewhere() : Future.failedFuture(failure));
            }
            return elsewhere();
        }

        /** It was asked of this node's owner while the partition went away from under it. */
        private boolean hasLeft(Throwable failure) {
            return !serves.test(partition)
                    && failure instanceof ContractException refusal
                    && refusal.failure() == CallFailure.UNAVAILABLE;
        }

        private Future<Answer> elsewhere() {
            if (call.relayed()) return read().map(read -> new Answer.Moved(owners.guess(partition)));
            return owners.guess(partition)
                    .filter(owner -> !owner.equals(self))
                    .map(owner -> cutOff.isUnseen(owner) ? unlessItLives(owner) : hop(owner))
                    .orElseGet(this::again);
        }

        /** Nobody takes from one that lives: as long as it cannot be reached there is nothing to wait for. */
        private Future<Answer> unlessItLives(String owner) {
            return read().compose(read -> {
                boolean lives = owners.guess(partition).equals(Optional.of(owner)) && !owners.isSilent(partition);
                if (!lives) return again();
                return Future.failedFuture(CallFailure.UNAVAILABLE.exception(
                        "the workflow %s belongs to a node that lives and cannot be reached from here; ask again"
                                .formatted(workflowId)));
            });
        }

        private Future<Answer> hop(String owner) {
            return onLoop(() -> hops.ask(owner, partition, call, left()))
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
            return onLoop(() -> vertx.timer(PAUSE_MILLIS))
                    .compose(paused -> read())
                    .compose(read -> attempt());
        }

        private boolean isLate() {
            return System.nanoTime() - begun > PATIENCE_NANOS || left().isNegative();
        }

        /** A little less than the caller waits, so that it is this node that says what is the matter. */
        private Duration left() {
            return call.left().minusNanos(System.nanoTime() - begun).minus(ANSWERING);
        }
    }
}
