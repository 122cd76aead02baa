package io.dormouse.sandbox.cloud;

import io.dormouse.sandbox.cloud.Order.Wish;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Decides over a batch of orders, in the order in which they came, from what the transaction has read. Decides only: writing
 * is {@link Allocator}'s.
 */
final class Planner {
    private final Map<String, Model> models;
    private final AddressRange range;

    Planner(CloudConfig config) {
        this.models = config.models().stream().collect(Collectors.toMap(Model::name, Function.identity()));
        this.range = config.addresses();
    }

    /** A server to insert. */
    record Site(String id, Order order, String address) {}

    /** What to do for an order. */
    sealed interface Decision {
        /** Insert this server; or, for the same wish again in one batch, take the one inserted for it. */
        record Make(Site site, boolean first) implements Decision {}

        /** Nothing to write: the answer is known. */
        record Answer(Placement placement) implements Decision {}
    }

    /** One decision an order. Takes from {@code addresses} what it gives, and adds to {@code usage} what it uses. */
    List<Decision> decide(List<Order> orders, Map<Wish, Server> known, Usage usage, Deque<String> addresses) {
        Map<Wish, Site> made = new HashMap<>();
        List<Decision> decisions = new ArrayList<>(orders.size());
        for (Order order : orders) {
            Server before = known.get(order.wish());
            Site inBatch = made.get(order.wish());
            if (before != null) {
                decisions.add(new Decision.Answer(repeat(order, before)));
            } else if (inBatch != null) {
                decisions.add(sameModel(order, inBatch.order().model(), inBatch.id())
                        .<Decision>map(Decision.Answer::new)
                        .orElseGet(() -> new Decision.Make(inBatch, false)));
            } else {
                decisions.add(refusal(order, usage, addresses)
                        .<Decision>map(Decision.Answer::new)
                        .orElseGet(() -> {
                            Site site = new Site(newId(), order, addresses.removeFirst());
                            usage.addOne(order.account().name(), order.model());
                            made.put(order.wish(), site);
                            return new Decision.Make(site, true);
                        }));
            }
        }
        return decisions;
    }

    private static Placement repeat(Order order, Server before) {
        if (before.deleted()) {
            return refused(
                    CloudFailure.SERVER_GONE,
                    "the server %s that this token made was deleted; a new server needs a new token"
                            .formatted(before.id()));
        }
        return sameModel(order, before.model(), before.id()).orElseGet(() -> new Placement.Known(before));
    }

    private static Optional<Placement> sameModel(Order order, String model, String id) {
        if (model.equals(order.model())) return Optional.empty();
        return Optional.of(refused(
                CloudFailure.TOKEN_REUSED,
                "this token made the server %s of model %s, not one of %s; another server needs a token of its own"
                        .formatted(id, model, order.model())));
    }

    private Optional<Placement> refusal(Order order, Usage usage, Deque<String> addresses) {
        Model model = models.get(order.model());
        if (model == null) {
            return Optional.of(refused(
                    CloudFailure.MODEL_UNKNOWN,
                    "there is no model %s; there are %s"
                            .formatted(
                                    order.model(),
                                    models.keySet().stream().sorted().toList())));
        }
        if (usage.ofModel(model.name()) >= model.capacity()) {
            return Optional.of(refused(
                    CloudFailure.CAPACITY_EXHAUSTED,
                    "all %d servers of model %s are in use; delete one or take another model"
                            .formatted(model.capacity(), model.name())));
        }
        if (usage.ofAccount(order.account().name()) >= order.account().quota()) {
            return Optional.of(refused(
                    CloudFailure.QUOTA_EXCEEDED,
                    "account %s has %d servers, as many as it may; delete one first"
                            .formatted(order.account().name(), order.account().quota())));
        }
        if (addresses.isEmpty()) {
            return Optional.of(refused(
                    CloudFailure.CAPACITY_EXHAUSTED,
                    "%s has no address left that neither a server nor another program uses; delete a server"
                            .formatted(range)));
        }
        return Optional.empty();
    }

    private static Placement refused(CloudFailure failure, String sentence) {
        return new Placement.Refused(failure.exception(sentence));
    }

    private static String newId() {
        return "srv-" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }
}
