package io.dormouse.workflow.routing;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Passes calls on to the node that owns what they are about. A hop to a node that is gone ends at once, not at its timeout. */
final class Hops {
    private final Vertx vertx;
    private final Set<Hop> underWay = ConcurrentHashMap.newKeySet();

    Hops(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A question on its way to a node that is believed to own a partition. Each is one of its own, whatever it asks. */
    static final class Hop {
        private final String node;
        private final int partition;
        private final Promise<Message<Object>> reply = Promise.promise();

        private Hop(String node, int partition) {
            this.node = node;
            this.partition = partition;
        }

        String node() {
            return node;
        }

        int partition() {
            return partition;
        }
    }

    /** The node is not there any more, or is not the one to ask: somebody else is to be asked the same. */
    static final class AskAnother extends RuntimeException {
        private static final long serialVersionUID = 1;

        AskAnother(String why) {
            super(why, null, false, false);
        }
    }

    /** Where a node, and no other, is asked. */
    static String addressOf(String node) {
        return "workflow.node." + node;
    }

    /**
     * The answer of a node about something in a partition; fails with {@link AskAnother} if it has none to give.
     *
     * @param patience after so long without an answer it fails as unavailable
     */
    Future<Answer> ask(String node, int partition, Call call, Duration patience) {
        Hop hop = new Hop(node, partition);
        underWay.add(hop);
        vertx.eventBus()
                .<Object>request(
                        addressOf(node), new JsonObject().put("request", call.request()), options(call, patience))
                .onComplete(hop.reply::tryComplete, hop.reply::tryFail);
        return hop.reply
                .future()
                .onComplete(ended -> underWay.remove(hop))
                .map(Hops::answer)
                .recover(Hops::failure);
    }

    private static DeliveryOptions options(Call call, Duration patience) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(Math.max(1, patience.toMillis()))
                .addHeader(Headers.ACTION, call.action())
                .addHeader(Headers.ACTOR, call.actor())
                .addHeader(Headers.RELAYED, "1");
        call.key().ifPresent(key -> options.addHeader(Headers.KEY, key));
        return options;
    }

    private static Answer answer(Message<Object> reply) {
        String state = reply.headers().get(Headers.STATE);
        if (Headers.MOVED.equals(state))
            return new Answer.Moved(Optional.ofNullable(reply.headers().get(Headers.OWNER)));
        if (Headers.IN_PROGRESS.equals(state))
            return new Answer.InProgress(reply.headers().get(Headers.POLL));
        return new Answer.Done(reply.body());
    }

    private static Future<Answer> failure(Throwable failure) {
        if (!(failure instanceof ReplyException reply)) return Future.failedFuture(failure);
        return Future.failedFuture(
                switch (reply.failureType()) {
                    case NO_HANDLERS -> new AskAnother("nobody listens there");
                    case TIMEOUT ->
                        CallFailure.UNAVAILABLE.exception("the node that owns it did not answer in time; ask again");
                    default ->
                        Failures.declared(
                                        WorkflowService.class, reply.failureCode(), String.valueOf(reply.getMessage()))
                                .<RuntimeException>map(declared -> declared)
                                .orElse(reply);
                });
    }

    /** What these ask is to be asked elsewhere. Any thread. */
    void giveUp(Predicate<Hop> lost, String why) {
        underWay.stream().filter(lost).forEach(hop -> hop.reply.tryFail(new AskAnother(why)));
    }

    boolean isAnyUnderWay() {
        return !underWay.isEmpty();
    }
}
