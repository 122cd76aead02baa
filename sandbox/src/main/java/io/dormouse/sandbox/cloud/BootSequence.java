package io.dormouse.sandbox.cloud;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns servers on when their boot time is over, which counts from their creation, whoever was there to see it. A server is
 * running when it listens and not before. For one event loop.
 */
final class BootSequence {
    private static final Logger log = LoggerFactory.getLogger(BootSequence.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Vertx vertx;
    private final ServerStore store;
    private final Hardware hardware;
    private final Duration bootTime;
    private final Map<String, Boot> boots = new HashMap<>();

    BootSequence(Vertx vertx, ServerStore store, Hardware hardware, Duration bootTime) {
        this.vertx = vertx;
        this.store = store;
        this.hardware = hardware;
        this.bootTime = bootTime;
    }

    /** Sees to it that a server runs. Idempotent. Complete when the first try was made, if it is due now, else at once. */
    Future<Void> expect(Server server) {
        Boot known = boots.get(server.id());
        if (known != null) return known.attempt;
        Boot boot = new Boot(server);
        boots.put(server.id(), boot);
        boot.begin(bootTime.minus(server.age()).toMillis());
        return boot.attempt;
    }

    /** Whether the server listens. */
    boolean isRunning(String id) {
        Boot boot = boots.get(id);
        return boot != null && boot.running;
    }

    /** Turns a deleted server off. Complete when nothing of it listens. */
    Future<Void> end(String id) {
        Boot boot = boots.remove(id);
        return (boot == null ? Future.<Void>succeededFuture() : boot.end()).compose(ended -> hardware.off(id));
    }

    /** Turns no more servers on. Complete when none is being turned on. */
    Future<Void> close() {
        List<Future<Void>> ends = new ArrayList<>();
        boots.values().forEach(boot -> ends.add(boot.end()));
        boots.clear();
        return Future.join(ends).mapEmpty();
    }

    private final class Boot {
        private final Server server;
        private Future<Void> attempt = Future.succeededFuture();
        private long timer = -1;
        private boolean running;
        private boolean ended;
        private boolean complained;

        Boot(Server server) {
            this.server = server;
        }

        void begin(long delayMillis) {
            if (delayMillis > 0) timer = vertx.setTimer(delayMillis, due -> tryOnce());
            else tryOnce();
        }

        /** Never fails: a try in vain is followed by the next. */
        private void tryOnce() {
            attempt = store.exists(server.id()).compose(this::power).recover(failure -> {
                if (!complained)
                    log.warn(
                            "server {} cannot be turned on at {} yet; trying on: {}",
                            server.id(),
                            server.address(),
                            failure.toString());
                complained = true;
                if (!ended) begin(RETRY_MILLIS);
                return Future.succeededFuture();
            });
        }

        /** The row is looked at last, so that a server deleted meanwhile is never turned on. */
        private Future<Void> power(boolean exists) {
            if (ended) return Future.succeededFuture();
            if (!exists) {
                boots.remove(server.id(), this);
                return Future.succeededFuture();
            }
            return hardware.power(server.id(), server.address()).onSuccess(listens -> running = true);
        }

        Future<Void> end() {
            ended = true;
            vertx.cancelTimer(timer);
            return attempt;
        }
    }
}
