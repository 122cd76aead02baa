package io.dormouse.contracts;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;

/**
 * One call to a service that is carried out once, however often it is asked for. A call may take a month: the service answers
 * "in progress" after at most ten seconds, and the same key is asked again, at the instance that holds it.
 *
 * <p>When the instance that holds it is gone, or does not answer, the service is asked again, where another instance goes on.
 * When the service itself cannot be reached the future fails with what the bus says ({@link ReplyException}: timeout, no
 * handler), or with the service's {@link io.vertx.serviceproxy.ServiceException}; it never tries again by itself after such a
 * failure. Asking again with the same key is always safe.
 *
 * @param address the service, for example {@code dns.v1}
 * @param action the method
 * @param body the arguments by parameter name
 * @param key the idempotency key; at most 300 characters
 * @param actor on whose behalf
 */
public record KeyedCall(String address, String action, JsonObject body, String key, String actor) {
    /** How long a service may hold a question before it answers "in progress". */
    public static final Duration POLL = Duration.ofSeconds(10);

    /** How long the bus waits for an answer to one question. */
    public static final Duration BUS_TIMEOUT = Duration.ofSeconds(15);

    /** Asks, and asks again while the answer is "in progress". The result is the body of the answer, null for a method without one. */
    public Future<Object> send(Vertx vertx) {
        Promise<Object> result = Promise.promise();
        ask(vertx, address, result);
        return result.future();
    }

    /** In a loop: a call of a month is asked a quarter of a million times, and a chain of as many futures would break. */
    private void ask(Vertx vertx, String to, Promise<Object> result) {
        new Question(to, action, body, Optional.of(key), actor)
                .ask(vertx)
                .onComplete(
                        answer -> {
                            if (Headers.IN_PROGRESS.equals(answer.headers().get(Headers.STATE)))
                                ask(vertx, whereToAskAgain(answer), result);
                            else result.complete(answer.body());
                        },
                        failure -> {
                            if (to.equals(address) || isAnswer(failure)) result.fail(failure);
                            else ask(vertx, address, result);
                        });
    }

    /** Whether somebody was reached and said no. */
    private static boolean isAnswer(Throwable failure) {
        return !(failure instanceof ReplyException reply) || reply.failureType() == ReplyFailure.RECIPIENT_FAILURE;
    }

    private String whereToAskAgain(Message<Object> answer) {
        String poll = answer.headers().get(Headers.POLL);
        return poll == null ? address : poll;
    }
}
