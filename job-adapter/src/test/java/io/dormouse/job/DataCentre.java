package io.dormouse.job;

import static io.dormouse.job.Waiting.await;

import io.dormouse.host.Database;
import io.dormouse.job.provider.LoginKey;
import io.dormouse.job.provider.SshSettings;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.postgres.FreePort;
import io.dormouse.sandbox.machine.Machines;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;

/** The sandbox's machines, on addresses and one port that nobody else uses, with a login key made for them. */
final class DataCentre implements AutoCloseable {
    private final Path loginKey;
    private final Database database;
    private final Pool pool;
    private final Machines machines;
    private final MachinesConfig config;

    DataCentre(Vertx vertx, Path folder) throws IOException {
        loginKey = folder.resolve("login");
        config = new MachinesConfig(
                FreePort.get(),
                FreePort.get(),
                folder.resolve("sandbox"),
                LoginKey.atOrNew(loginKey).authorizedKey());
        database = freshDatabase("sandbox");
        await(database.migrate(vertx));
        pool = database.pool(vertx, 8);
        machines = await(Machines.open(vertx, pool, config));
    }

    static Database freshDatabase(String name) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema(name);
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }

    Machines machines() {
        return machines;
    }

    void power(String serverId, String address) {
        await(machines.power(serverId, address));
    }

    SshSettings ssh() {
        return SshSettings.of(config.sshPort(), MachinesConfig.USER, loginKey, config.knownHosts());
    }

    long deployments(String serverId) {
        return await(pool.preparedQuery("select count(*) from deployment where server_id = $1")
                        .execute(Tuple.of(serverId)))
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public void close() {
        await(machines.close());
        await(pool.close());
    }
}
