package io.dormouse.sandbox.cloud;

import io.dormouse.host.Database;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import org.jspecify.annotations.Nullable;

/** One life of the cloud. */
final class CloudProcess extends VerticleBase {
    private final Database database;
    private final CloudConfig config;
    private final Hardware hardware;
    private @Nullable Pool pool;
    private volatile @Nullable Cloud cloud;

    CloudProcess(Database database, CloudConfig config, Hardware hardware) {
        this.database = database;
        this.config = config;
        this.hardware = hardware;
    }

    @Override
    public Future<?> start() {
        Pool opened = database.pool(vertx, 4);
        pool = opened;
        return Cloud.open(vertx, opened, config, hardware).onSuccess(open -> cloud = open);
    }

    @Override
    public Future<?> stop() {
        Future<Void> closed = cloud == null ? Future.succeededFuture() : cloud.close();
        return pool == null ? closed : closed.eventually(pool::close);
    }

    int port() {
        if (cloud == null) throw new IllegalStateException("not deployed");
        return cloud.port();
    }
}
