package io.dormouse.engine.owner;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/**
 * Tells what is refused only if it is refused by the owner, and for what is durable. What is done has passed the fence; what is refused
 * has not: a copy may be of a time before another node took the workflow, and what it shows may never be written. So what is on its way
 * to the store is awaited, and then it is looked up whether anything was taken since the order came.
 */
final class Refusals {
    private final Ports ports;
    private final Residents residents;

    Refusals(Ports ports, Residents residents) {
        this.ports = ports;
        this.residents = residents;
    }

    /** Gives an order to a workflow. Called on the loop. */
    <T> Future<T> whileOurs(String id, Supplier<Future<T>> order) {
        long losses = residents.losses();
        return order.get()
                .recover(failure -> isRefusal(failure)
                        ? durable(id)
                                .compose(
                                        written -> told(id, losses, failure),
                                        unwritten -> Future.failedFuture(unsure(id)))
                        : Future.failedFuture(failure));
    }

    private Future<Void> durable(String id) {
        OwnedWorkflow workflow = residents.find(id);
        return workflow == null ? Future.succeededFuture() : workflow.outgoing.durable();
    }

    private <T> Future<T> told(String id, long losses, Throwable refusal) {
        Promise<T> answer = Promise.promise();
        ports.rereadOwnership()
                .get()
                .onComplete(
                        read -> ports.loop()
                                .execute(() -> answer.fail(residents.losses() == losses ? refusal : unsure(id))),
                        unknown -> answer.fail(unsure(id)));
        return answer.future();
    }

    private static boolean isRefusal(Throwable failure) {
        boolean isTemporary = failure instanceof CallException call && call.failure() == CallFailure.UNAVAILABLE;
        return failure instanceof ContractException && !isTemporary;
    }

    private static RuntimeException unsure(String id) {
        return CallFailure.UNAVAILABLE.exception(
                "the workflow %s is just being changed, or moves to another node; ask again".formatted(id));
    }

    /** Of a workflow that is not ours any more. */
    static RuntimeException moved(String id) {
        return CallFailure.UNAVAILABLE.exception(
                "the workflow %s belongs to another node now; ask again".formatted(id));
    }
}
