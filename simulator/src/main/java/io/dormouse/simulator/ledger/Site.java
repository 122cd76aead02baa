package io.dormouse.simulator.ledger;

import io.dormouse.host.bus.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The adapters that there are, those that take the places of others, and the bus to them. */
final class Site {
    private static final long ONE_WAY = 3_000;
    private static final long BUS_TIMEOUT = 15_000_000;
    /** A member that is silent for so long is not sent anything. */
    private static final long MISSED = 5_000_000;

    private static final long DIED_UNSEEN = 20_000_000;
    private static final long SEEN_AT_ONCE = 50_000;

    private final LedgerWorld world;
    private final List<Adapter> adapters = new ArrayList<>();
    private int lives;
    private boolean overlapped;

    Site(LedgerWorld world) {
        this.world = world;
    }

    void start() {
        Adapter adapter = new Adapter(world, "life-" + ++lives);
        adapters.add(adapter);
        adapter.begun().onFailure(failure -> {
            world.history().note("could not begin", adapter.life().name());
            end(adapter);
            world.after(500_000, this::start);
        });
    }

    /** Those that are there, frozen or not. */
    List<Adapter> present() {
        return adapters.stream().filter(adapter -> !adapter.life().isOver()).toList();
    }

    /** Ends it without a word. The database finds out at once, or only when its probes are not answered. */
    void end(Adapter adapter) {
        adapter.life().end();
        boolean unseen = world.chance().happens(0.2);
        world.after(world.chance().upTo(unseen ? DIED_UNSEEN : SEEN_AT_ONCE), adapter.locks()::end);
    }

    /** A process goes on whose lock is free: until it finds out, two may be at work on one call. */
    void overlap() {
        overlapped = true;
    }

    boolean overlapped() {
        return overlapped;
    }

    boolean isGone(String life) {
        return present().stream().noneMatch(adapter -> adapter.life().name().equals(life));
    }

    /** Asks the instance of this address, or any. The answer fails when nothing comes. */
    Future<Answer> ask(Optional<String> address, Function<Adapter, Future<Answer>> question) {
        List<Adapter> listening = adapters.stream()
                .filter(adapter -> adapter.listens() || adapter.life().isFrozenSince(MISSED))
                .filter(adapter -> address.isEmpty() || adapter.address().equals(address.get()))
                .toList();
        if (listening.isEmpty()) return Future.failedFuture(new IllegalStateException("nobody listens"));
        Promise<Answer> answer = Promise.promise();
        world.after(BUS_TIMEOUT, () -> answer.tryFail(new IllegalStateException("the bus heard nothing")));
        Adapter asked = world.chance().oneOf(listening);
        deliver(() -> asked.life().execute(() -> {
            if (!asked.listens()) return;
            question.apply(asked)
                    .onComplete(
                            said -> deliver(() -> answer.tryComplete(said)),
                            failure -> deliver(() -> answer.tryFail(failure)));
        }));
        return answer.future();
    }

    private void deliver(Runnable message) {
        if (world.suffers(world.conditions().lostCall())) {
            world.history().note("lost message");
            return;
        }
        world.after(world.chance().upTo(ONE_WAY), message);
    }
}
