package io.dormouse.examples.bus;

import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.workflow.AwaitWorkflow;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.contracts.workflow.WorkflowServiceVertxEBProxy;
import io.dormouse.contracts.workflow.WorkflowView;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A shop that starts the workflow {@code ship-when-paid} for an order, says that it is paid, and reads what came of it. Each
 * change has a key made of the order, so a shop that dies in the middle and is started again does nothing twice.
 */
final class PlaceOrder {
    private static final String ACTOR = "shop";
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED", "TERMINATED");
    private static final int TRIES = 30;

    private final Vertx vertx;
    private final String order;

    PlaceOrder(Vertx vertx, String order) {
        this.vertx = vertx;
        this.order = order;
    }

    Future<WorkflowView> run() {
        return insist(this::start).compose(started -> insist(this::pay)).compose(paid -> end());
    }

    /** A call through the generated proxy. */
    private Future<WorkflowView> start() {
        String id = "order-" + order;
        StartWorkflow request =
                new StartWorkflow("ship-when-paid", Optional.empty(), Optional.of(id), Map.of("number", order));
        return workflows(id).start(request).map(started -> started.workflow());
    }

    /** A call by its key: what takes longer than ten seconds is asked for again, at the instance that is at it. */
    private Future<Object> pay() {
        TriggerEvent paid = new TriggerEvent("order-%s-paid".formatted(order), Map.of("amount", 12.5));
        JsonObject body = new JsonObject().put("request", TriggerEvent.toJson(paid));
        return new KeyedCall(WorkflowService.ADDRESS, "trigger", body, "paid-" + order, ACTOR).send(vertx);
    }

    private Future<WorkflowView> end() {
        AwaitWorkflow question = new AwaitWorkflow("order-" + order, KeyedCall.POLL.toMillis());
        return insist(() -> workflows("unused").awaitEnd(question))
                .compose(view -> ENDS.contains(view.status()) ? Future.succeededFuture(view) : end());
    }

    private WorkflowService workflows(String key) {
        DeliveryOptions options = new DeliveryOptions()
                .setSendTimeout(KeyedCall.BUS_TIMEOUT.toMillis())
                .addHeader(Headers.ACTOR, ACTOR)
                .addHeader(Headers.KEY, key);
        return new WorkflowServiceVertxEBProxy(vertx, WorkflowService.ADDRESS, options);
    }

    private <T> Future<T> insist(Supplier<Future<T>> call) {
        return insist(call, TRIES);
    }

    /** What the contract declares is an answer; anything else is the way there, and the same key is asked again. */
    private <T> Future<T> insist(Supplier<Future<T>> call, int tries) {
        return call.get().recover(failure -> {
            Optional<ContractException> declared = failure instanceof ReplyException reply
                    ? Failures.declared(WorkflowService.class, reply.failureCode(), String.valueOf(reply.getMessage()))
                    : Optional.empty();
            boolean passing = declared.map(known -> known.failure().retryable()).orElse(true);
            if (!passing || tries == 0)
                return Future.failedFuture(
                        declared.<Throwable>map(known -> known).orElse(failure));
            return vertx.timer(1, TimeUnit.SECONDS).compose(fired -> insist(call, tries - 1));
        });
    }

    /** @param arguments the cluster's name, the own address, the members ({@code host:port,…}) and the order's number */
    public static void main(String[] arguments) {
        if (arguments.length != 4) {
            System.err.println("usage: PlaceOrder CLUSTER OWN-ADDRESS MEMBER:PORT,… ORDER");
            System.exit(2);
        }
        int exit = 1;
        try {
            Vertx vertx = ready(Visitor.join(arguments[0], arguments[1], List.of(arguments[2].split(","))));
            try {
                WorkflowView view = ready(new PlaceOrder(vertx, arguments[3]).run());
                System.out.printf(
                        "%s %s %s%n", view.id(), view.status(), view.result().orElse("-"));
                exit = 0;
            } finally {
                ready(vertx.close());
            }
        } catch (CompletionException e) {
            System.err.println(String.valueOf(e.getCause()));
        }
        // After a failure Hazelcast may leave threads behind.
        System.exit(exit);
    }

    private static <T> T ready(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
