package io.dormouse.simulator.ledger;

import io.dormouse.adapter.InstanceLocks;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The numbers as one process takes them. Its present session can be struck from outside. */
final class SimulatedLocks implements InstanceLocks {
    private static final long NOTICED_WITHIN = 50_000;
    /** When a server's probes have found out that nobody is there. */
    private static final long KEPT_ALIVE = 25_000_000;

    private final LedgerWorld world;
    private final DatabaseLink link;
    private Optional<Session> present = Optional.empty();

    SimulatedLocks(LedgerWorld world, DatabaseLink link) {
        this.world = world;
        this.link = link;
    }

    @Override
    public Future<Held> take(String name, String service) {
        Session session = new Session();
        present = Optional.of(session);
        return link.read(() -> {
                    if (session.over) throw new IllegalStateException("the process is gone");
                    session.number = world.instances().enter(name, session.ended);
                    return (Held) session;
                })
                .onFailure(failure -> session.end());
    }

    /** The process is gone: its connections end. */
    void end() {
        present.ifPresent(Session::end);
    }

    /** The connection breaks, and both sides learn of it. */
    void breakNow() {
        present.ifPresent(Session::end);
    }

    /** The connection is silent from now on: neither side hears the other, and the server has not found out. */
    void silence() {
        present.ifPresent(session -> session.silent = true);
    }

    private final class Session implements Held {
        private final Runnable ended = this::endedByServer;
        private int number;
        private boolean over;
        private boolean silent;
        private Runnable onLost = () -> {};

        @Override
        public int number() {
            return number;
        }

        @Override
        public void onLost(Runnable action) {
            onLost = action;
            if (over) tell();
        }

        /** For a client that got no answer to its request for a number, too. */
        private void end() {
            if (number == 0) endedByServer();
            else world.instances().end(number, ended);
        }

        private void endedByServer() {
            over = true;
            if (!link.life().isOver()) world.site().overlap();
            if (!silent) tell();
        }

        private void tell() {
            world.after(
                    world.chance().upTo(NOTICED_WITHIN),
                    () -> link.life().execute(() -> {
                        Runnable action = onLost;
                        onLost = () -> {};
                        action.run();
                    }));
        }

        @Override
        public Future<Void> beat() {
            return ask(() -> world.instances().beat(number)).mapEmpty();
        }

        @Override
        public Future<Map<Integer, Boolean>> endStale() {
            Map<Integer, Boolean> ended = new LinkedHashMap<>();
            return ask(() -> {
                        if (world.has(LedgerBug.FROZEN_KEEPS_ITS_LOCK)) return;
                        List<Integer> stale = world.instances().endStale(number);
                        stale.forEach(one -> {
                            world.history().note("stale lock ended", one);
                            ended.put(one, true);
                        });
                    })
                    .map(asked -> ended);
        }

        /** A statement on a silent connection is never answered; on one that is over it fails. */
        private Future<Void> ask(Runnable statement) {
            if (silent) return Promise.<Void>promise().future();
            return link.read(() -> {
                        if (over) throw new IllegalStateException("the connection is closed");
                        statement.run();
                        return Optional.empty();
                    })
                    .mapEmpty();
        }

        @Override
        public Future<Void> release() {
            onLost = () -> {};
            over = true;
            if (silent) world.after(KEPT_ALIVE, () -> world.instances().release(number, ended));
            else world.instances().release(number, ended);
            return Future.succeededFuture();
        }
    }
}
