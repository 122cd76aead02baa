package io.dormouse.adapter;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.host.bus.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that this instance works on or watches, one operation each: the same key asked many times at once is carried out by
 * one. Lives on the ledger's context.
 */
final class Operations {
    private final Operation.Desk desk;
    private final Map<String, Operation<?, ?>> running = new HashMap<>();

    Operations(Operation.Desk desk) {
        this.desk = desk;
    }

    /** Answers when the call has ended, or "in progress" after {@link KeyedCall#POLL}. */
    <Q, R> Future<Answer> ask(Request<Q, R> request) {
        Operation<?, ?> present = running.get(request.key());
        if (present == null) {
            Operation<Q, R> made = add(request);
            Future<Answer> answer = answer(made, request);
            made.start();
            return answer;
        }
        if (present.request().digest().equals(request.digest())) return answer(present, request);
        // What counts is the row, and whose it is turns out when the present operation is admitted.
        return present.admitted()
                .transform(admitted -> admitted.succeeded()
                        ? Future.failedFuture(request.keyReusedFor(
                                present.request().action().name(),
                                present.request().json()))
                        : ask(request));
    }

    /** Goes on with what an instance that is gone left in flight; no caller is needed. */
    <Q, R> void takeOver(Action<Q, R> action, LedgerRow row) {
        if (running.containsKey(row.key())) return;
        add(action.again(row)).goOnFrom(row);
    }

    private <Q, R> Operation<Q, R> add(Request<Q, R> request) {
        Operation<Q, R> made = new Operation<>(request, desk);
        running.put(request.key(), made);
        made.end().onComplete(ended -> running.remove(request.key(), made));
        return made;
    }

    private Future<Answer> answer(Operation<?, ?> operation, Request<?, ?> request) {
        Promise<Answer> answer = Promise.promise();
        Runnable noLonger = desk.alarm()
                .after(KeyedCall.POLL, () -> answer.tryComplete(new Answer.InProgress(operation.address())));
        operation.joined();
        operation
                .end()
                .onComplete(
                        outcome -> answer.handle(
                                Future.succeededFuture(outcome).map(ended -> done(ended, request.action()))),
                        answer::tryFail);
        return answer.future().onComplete(answered -> {
            noLonger.run();
            operation.left();
        });
    }

    private static Answer done(Outcome outcome, Action<?, ?> action) {
        return new Answer.Done(outcome.answer(action.contract()).orElse(null));
    }

    /** Gives all that is in flight here to a new number of this instance. */
    Future<Void> moveTo(int number) {
        List<Future<Boolean>> moves = running.values().stream()
                .map(operation -> operation.heldBy(number))
                .toList();
        return Future.all(moves).mapEmpty();
    }

    /** Complete when nothing that this instance is at work on is in flight any more. */
    Future<Void> ended() {
        return Future.join(running.values().stream()
                        .filter(Operation::isAtWork)
                        .map(Operation::end)
                        .toList())
                .otherwiseEmpty()
                .mapEmpty();
    }
}
