package io.dormouse.workflow;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.Matched;
import io.dormouse.contracts.workflow.PauseMatching;
import io.dormouse.contracts.workflow.PauseWorkflow;
import io.dormouse.contracts.workflow.ResumeMatching;
import io.dormouse.contracts.workflow.ResumeWorkflow;
import io.dormouse.engine.store.Status;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.routing.Router;
import io.dormouse.workflow.store.Listings;
import io.dormouse.workflow.store.Listings.Filter;
import io.dormouse.workflow.store.Listings.Place;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Does something to all workflows that a filter finds, each at its owner. That may take longer than a call may, so it is a long
 * poll: whoever asks again with the same key joins what is under way, and gets its result for a while after its end.
 */
final class Matching {
    /** So many at once; each page is finished before the next one is read. */
    private static final int AT_ONCE = 100;

    private static final int ATTEMPTS = 3;
    private static final long PAUSE_MILLIS = 500;
    private static final Duration REMEMBERED = Duration.ofMinutes(2);

    private final Vertx vertx;
    private final Router router;
    private final Orders orders;
    private final Listings listings;
    private final String address;
    private final Map<String, UnderWay> underWay = new ConcurrentHashMap<>();

    /** One order for many. */
    private record UnderWay(String order, Future<Matched> end) {}

    /** @param address where this instance, and no other, can be asked again */
    Matching(Vertx vertx, Router router, Orders orders, Listings listings, String address) {
        this.vertx = vertx;
        this.router = router;
        this.orders = orders;
        this.listings = listings;
        this.address = address;
    }

    Future<Answer> pause(PauseMatching request, Call call) {
        Set<Status> running = EnumSet.copyOf(Filter.UNFINISHED);
        running.remove(Status.PAUSED);
        String reason = Wishes.reason(request.reason());
        return joined(call, filter(running, request.status(), request.name(), request.tags()), id -> {
            PauseWorkflow one = new PauseWorkflow(id, reason);
            Call its = callOf("pause", id, Wire.encode(one), call);
            return router.route(id, its, () -> orders.pause(one, its).map(Answer.Done::new))
                    .mapEmpty();
        });
    }

    Future<Answer> resume(ResumeMatching request, Call call) {
        String reason = Wishes.reason(request.reason());
        return joined(call, filter(EnumSet.of(Status.PAUSED), request.status(), request.name(), request.tags()), id -> {
            ResumeWorkflow one = new ResumeWorkflow(id, reason);
            Call its = callOf("resume", id, Wire.encode(one), call);
            return router.route(id, its, () -> orders.resume(one, its).map(Answer.Done::new))
                    .mapEmpty();
        });
    }

    /** The same order for one of them, with a key that follows from the order's. */
    private static Call callOf(String action, String id, JsonObject request, Call all) {
        String key = UUID.nameUUIDFromBytes((all.requiredKey() + ' ' + id).getBytes(StandardCharsets.UTF_8))
                .toString();
        return new Call(action, request, Optional.of(key), all.actor(), false);
    }

    private static Filter filter(
            Set<Status> sensible, Optional<String> status, Optional<String> name, Optional<Map<String, String>> tags) {
        sensible.retainAll(Wishes.statuses(status));
        return new Filter(sensible, Wishes.name(name), Wishes.tags(tags));
    }

    private Future<Answer> joined(Call call, Filter filter, Function<String, Future<Void>> order) {
        String asked = call.action() + ' ' + CanonicalJson.of(call.request().encode());
        UnderWay own =
                underWay.computeIfAbsent(call.requiredKey(), key -> new UnderWay(asked, begin(key, filter, order)));
        if (!own.order().equals(asked)) {
            return Future.failedFuture(
                    CallFailure.KEY_REUSED.exception("the key %s belongs to another request, %s; this one was %s"
                            .formatted(call.requiredKey(), own.order(), asked)));
        }
        Promise<Answer> answer = Promise.promise();
        long patience =
                vertx.setTimer(KeyedCall.POLL.toMillis(), late -> answer.tryComplete(new Answer.InProgress(address)));
        own.end().onComplete(done -> answer.tryComplete(new Answer.Done(done)), answer::tryFail);
        return answer.future().onComplete(answered -> vertx.cancelTimer(patience));
    }

    private Future<Matched> begin(String key, Filter filter, Function<String, Future<Void>> order) {
        Tally tally = new Tally();
        Future<Void> all =
                filter.statuses().isEmpty() ? Future.succeededFuture() : page(filter, Optional.empty(), order, tally);
        vertx.runOnContext(later -> all.onComplete(
                done -> vertx.setTimer(REMEMBERED.toMillis(), late -> underWay.remove(key)),
                failure -> underWay.remove(key)));
        return all.map(done -> tally.matched());
    }

    /** Newest first, so that what is started meanwhile is not followed for ever. */
    private Future<Void> page(Filter filter, Optional<Place> after, Function<String, Future<Void>> order, Tally tally) {
        return listings.places(filter, after, AT_ONCE).compose(places -> {
            List<Future<Void>> orders = places.stream()
                    .map(place -> tally.count(place.id(), given(order, place.id(), 1)))
                    .toList();
            Future<Void> all = Future.all(orders).mapEmpty();
            return places.size() < AT_ONCE
                    ? all
                    : all.compose(done -> page(filter, Optional.of(places.getLast()), order, tally));
        });
    }

    /** What a lane cannot do right now it may be able to do soon. */
    private Future<Void> given(Function<String, Future<Void>> order, String id, int number) {
        return order.apply(id).recover(failure -> {
            boolean again = number < ATTEMPTS
                    && failure instanceof ContractException refusal
                    && refusal.failure() == CallFailure.UNAVAILABLE;
            return again
                    ? vertx.timer(PAUSE_MILLIS).compose(paused -> given(order, id, number + 1))
                    : Future.failedFuture(failure);
        });
    }

    /** What became of each; told by the loops of several owners. */
    private static final class Tally {
        private final AtomicInteger changed = new AtomicInteger();
        private final Map<String, String> refused = new ConcurrentHashMap<>();

        /** A refusal is counted; any other failure says that the whole order has to be given again. */
        Future<Void> count(String id, Future<Void> order) {
            return order.onSuccess(done -> changed.incrementAndGet()).recover(failure -> {
                if (!(failure instanceof ContractException refusal)) return Future.failedFuture(failure);
                refused.put(id, refusal.getMessage());
                return Future.succeededFuture();
            });
        }

        Matched matched() {
            return new Matched(changed.get(), Map.copyOf(refused));
        }
    }
}
