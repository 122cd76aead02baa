package io.dormouse.sandbox;

import io.dormouse.sandbox.cloud.Cloud;
import io.dormouse.sandbox.dns.NameServer;
import io.dormouse.sandbox.machine.Machines;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.sqlclient.Pool;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The data centre as a verticle (one instance, event loop). Deployed means: migrated, every server whose boot time is over
 * listens, the cloud's API and the name server answer. What was answered before a crash is there again.
 */
public final class Sandbox extends VerticleBase {
    private static final int CONNECTIONS = 8;

    private final SandboxConfig config;
    private final Deque<Supplier<Future<Void>>> closing = new ArrayDeque<>();
    private volatile @Nullable Machines machines;
    private volatile @Nullable Cloud cloud;
    private volatile @Nullable NameServer names;

    /** A data centre that begins to exist when this is deployed. */
    public Sandbox(SandboxConfig config) {
        this.config = config;
    }

    @Override
    public Future<?> start() {
        return config.database()
                .migrate(vertx)
                .compose(migrated -> open())
                .recover(failure -> stop().transform(stopped -> Future.failedFuture(failure)));
    }

    private Future<Void> open() {
        Pool pool = config.database().pool(vertx, CONNECTIONS);
        closing.push(pool::close);
        return Machines.open(vertx, pool, config.machines())
                .compose(opened -> {
                    machines = opened;
                    closing.push(opened::close);
                    return Cloud.open(vertx, pool, config.cloud(), new MachineHardware(opened, config.machines()));
                })
                .compose(opened -> {
                    cloud = opened;
                    closing.push(opened::close);
                    return NameServer.open(vertx, pool, config.names());
                })
                .map(opened -> {
                    names = opened;
                    closing.push(opened::close);
                    return null;
                });
    }

    /** Closes in the reverse order of opening; what cannot be closed does not keep the rest open. */
    @Override
    public Future<Void> stop() {
        Future<Void> closed = Future.succeededFuture();
        while (!closing.isEmpty()) closed = closed.eventually(closing.pop());
        return closed;
    }

    /** The TCP port of the cloud's API. Any thread, once deployed. */
    public int cloudPort() {
        return deployed(cloud).port();
    }

    /** The UDP and TCP port of the name server. Any thread, once deployed. */
    public int namesPort() {
        return deployed(names).port();
    }

    /** The servers as they listen: with ports 0 this is where to learn the real ones. Once deployed. */
    public Machines machines() {
        return deployed(machines);
    }

    private static <T> T deployed(@Nullable T part) {
        if (part == null) throw new IllegalStateException("the sandbox is not deployed yet");
        return part;
    }
}
