package io.dormouse.iaas;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.iaas.provider.CloudProvider;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Waits until servers run, by asking now and then. It has all the time in the world: callers poll the ledger meanwhile. */
final class BootWatch {
    private static final String RUNNING = "RUNNING";
    private static final long LONGEST_PAUSE_MILLIS = 2_000;

    private final Vertx vertx;
    private final CloudProvider cloud;
    private final long firstPauseMillis;
    private final Set<Promise<Server>> open = new HashSet<>();

    BootWatch(Vertx vertx, CloudProvider cloud, Duration firstPause) {
        this.vertx = vertx;
        this.cloud = cloud;
        this.firstPauseMillis = firstPause.toMillis();
    }

    /** The server as it is when it runs. Fails if the cloud does not answer, or knows it no more. On the adapter's event loop. */
    Future<Server> untilRunning(Server server) {
        if (server.state().equals(RUNNING)) return Future.succeededFuture(server);
        Promise<Server> running = Promise.promise();
        open.add(running);
        askLater(server.id(), running, firstPauseMillis);
        return running.future().onComplete(ended -> open.remove(running));
    }

    private void askLater(String id, Promise<Server> running, long pauseMillis) {
        vertx.setTimer(pauseMillis, due -> {
            if (running.future().isComplete()) return;
            cloud.get(id)
                    .onComplete(
                            server -> {
                                if (server.state().equals(RUNNING)) running.tryComplete(server);
                                else
                                    askLater(
                                            id,
                                            running,
                                            Math.min(LONGEST_PAUSE_MILLIS, pauseMillis + pauseMillis / 2 + 1));
                            },
                            running::tryFail);
        });
    }

    /** Gives up all waiting; the calls that wait have no outcome yet. */
    void close() {
        Set.copyOf(open)
                .forEach(running -> running.tryFail(CallFailure.UNAVAILABLE.exception(
                        "the adapter is closing while the server boots; ask again with the same key")));
    }
}
