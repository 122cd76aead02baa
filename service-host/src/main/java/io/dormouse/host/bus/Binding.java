package io.dormouse.host.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import io.vertx.core.spi.cluster.ClusterManager;
import io.vertx.core.spi.cluster.RegistrationInfo;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An address that an endpoint of this process listens at. Leaving takes two steps, because a message that is on its way to a
 * handler that is gone is lost without a word, and whoever sent it waits until its timeout.
 */
public final class Binding {
    /** Every other member has heard by then that this one is not to be asked any more. */
    private static final long HEARD_MILLIS = 300;

    /** A cluster that has just lost a member may not answer for a while, and nobody who leaves waits for that. */
    private static final long PATIENCE_SECONDS = 2;

    private final Vertx vertx;
    private final String address;
    private final MessageConsumer<JsonObject> consumer;

    Binding(Vertx vertx, String address, MessageConsumer<JsonObject> consumer) {
        this.vertx = vertx;
        this.address = address;
        this.consumer = consumer;
    }

    /** Others ask here no more, and what they have asked already is still handled. */
    public Future<Void> withdraw() {
        // There is no public way to leave an address in the cluster and stay at it in this process.
        ClusterManager cluster = ((VertxInternal) vertx).clusterManager();
        if (cluster == null) return Future.succeededFuture();
        Promise<List<RegistrationInfo>> registered = Promise.promise();
        cluster.getRegistrations(address, registered);
        return registered
                .future()
                .compose(all -> Future.join(all.stream()
                        .filter(one -> cluster.getNodeId().equals(one.nodeId()))
                        .map(own -> {
                            Promise<Void> removed = Promise.promise();
                            cluster.removeRegistration(address, own, removed);
                            return removed.future();
                        })
                        .toList()))
                .timeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .compose(removed -> vertx.timer(HEARD_MILLIS))
                .mapEmpty();
    }

    /** Stops listening: what is on its way is lost, unless {@link #withdraw} came before. */
    public Future<Void> close() {
        return consumer.unregister();
    }
}
