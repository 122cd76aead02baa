package io.dormouse.sandbox.machine;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One server. What is asked of it is done one after the other, so that power and off never overlap. It changes only on the
 * event loop of {@link Machines}.
 */
final class Machine {
    /** What a server has while it has power. */
    record On(InetAddress address, MachinePorts ports, HttpServer http) {}

    private volatile Optional<On> on = Optional.empty();
    private Future<Void> last = Future.succeededFuture();

    /** Empty while it is off. May be read on any thread. */
    Optional<On> on() {
        return on;
    }

    void becomes(Optional<On> now) {
        on = now;
    }

    /** Does it when all that was asked before is done, however that ended. */
    Future<Void> then(Supplier<Future<Void>> work) {
        last = last.transform(before -> work.get());
        return last;
    }

    /** Off, and nothing is asked of it any more: it can be forgotten. */
    boolean rests() {
        return on.isEmpty() && last.isComplete();
    }
}
