package io.dormouse.gateway;

import io.dormouse.contracts.CallFailure;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Asks again, at another instance, what was asked of one that may be dead: the bus says nothing of a message that nobody lives to
 * answer, and its caller would wait as long as the bus does. Whoever answers first, or refuses for a reason that all of them
 * would have, has answered; one that just cannot is not the last word while another is still asked. What is asked so must
 * do no harm when it is asked twice: it reads, or it carries a key.
 *
 * <p>Instances take turns, but others ask in between: so it is asked twice in a row, and at most one of the two goes to the dead
 * one. After that whoever is slow is asked no more.
 *
 * <p>When thousands are silent, nobody need be dead: the instances may be busy, and asking everything twice more would keep them so until
 * nobody gets an answer. So few are asked again at a time. The next follow at once where another one has answered, for that shows
 * that the first is dead or stuck; where it is the first after all, they follow after a second. To be used on any thread.
 */
final class Hedge {
    /** By then the bus has heard, too, that nobody listens there any more. */
    private static final long HEARD_MILLIS = 500;

    /** So long the others may still answer when one cannot: the one that says nothing may be dead. */
    private static final long GRACE_MILLIS = 2_000;

    /** So many of the silent are asked again at a time, and so long each keeps its place when that was of no help. */
    private static final int AGAIN_AT_A_TIME = 200;

    private static final Duration AGAIN_FOR = Duration.ofSeconds(1);

    private final ContextInternal loop;
    private final Duration patience;
    private final Turns turns;
    private final Set<Asked<?>> underWay = new HashSet<>();

    /** @param patience how long every caller waits at the most */
    Hedge(Vertx vertx, Duration patience) {
        this(vertx, patience, new Turns(vertx, AGAIN_AT_A_TIME, AGAIN_FOR));
    }

    /** @param turns of the silent when they are asked again; for nobody else */
    Hedge(Vertx vertx, Duration patience, Turns turns) {
        this.loop = (ContextInternal) vertx.getOrCreateContext();
        this.patience = patience;
        this.turns = turns;
    }

    /**
     * The first answer or refusal. Fails at the latest when the first question does, which is given the whole patience.
     *
     * @param silence after so long without an answer it is asked again, when it is its turn
     * @param question asks once, and for no longer than it is told
     */
    <T> Future<T> ask(Duration silence, Function<Duration, Future<T>> question) {
        Asked<T> asked = new Asked<>(silence, question);
        loop.emit(now -> asked.begin());
        return asked.answer.future();
    }

    /** A member is gone, and nobody knows whether it was the one that was asked: everything under way is asked again. */
    void lost() {
        loop.emit(now -> loop.owner()
                .setTimer(HEARD_MILLIS, heard -> List.copyOf(underWay).forEach(Asked::again)));
    }

    /** What somebody waits for. */
    private final class Asked<T> {
        private final Duration silence;
        private final Function<Duration, Future<T>> question;
        private final Promise<T> answer = loop.promise();
        private final long begun = System.nanoTime();
        private int unanswered;

        Asked(Duration silence, Function<Duration, Future<T>> question) {
            this.silence = silence;
            this.question = question;
        }

        private void begin() {
            underWay.add(this);
            answer.future().onComplete(answered -> underWay.remove(this));
            once(Promise.promise());
            listen();
        }

        /** Completes when that has brought the answer. */
        private Future<?> again() {
            Promise<Void> helped = Promise.promise();
            once(helped);
            once(helped);
            return helped.future();
        }

        private void once(Promise<Void> helped) {
            Duration left = patience.minusNanos(System.nanoTime() - begun);
            if (answer.future().isComplete() || !left.isPositive()) return;
            unanswered++;
            Future.succeededFuture()
                    .compose(now -> question.apply(left))
                    .onComplete(outcome -> loop.emit(now -> {
                        unanswered--;
                        if (isAnswer(outcome)) helped.tryComplete();
                    }));
        }

        private boolean isAnswer(AsyncResult<T> outcome) {
            if (outcome.succeeded()) return answer.tryComplete(outcome.result());
            if (unanswered == 0 || isFinal(outcome.cause())) return answer.tryFail(outcome.cause());
            loop.owner().setTimer(GRACE_MILLIS, over -> answer.tryFail(outcome.cause()));
            return false;
        }

        private void listen() {
            if (answer.future().isComplete() || silence.compareTo(patience) >= 0) return;
            long timer = loop.owner()
                    .setTimer(
                            silence.toMillis(),
                            silent -> turns.take(() -> !answer.future().isComplete(), this::again));
            answer.future().onComplete(answered -> loop.owner().cancelTimer(timer));
        }
    }

    /** What one instance cannot say just now, another one that was asked the same may. */
    private static boolean isFinal(Throwable failure) {
        return !(failure instanceof ReplyException reply)
                || (reply.failureType() == ReplyFailure.RECIPIENT_FAILURE
                        && reply.failureCode() != CallFailure.UNAVAILABLE.code());
    }
}
