package io.dormouse.sandbox.machine;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** Machines on free ports with a database of their own, and a hand to switch them all off and on again. */
final class DataCentre implements AutoCloseable {
    private final Vertx vertx = ServiceVertx.alone();
    private final HttpClient http = HttpClient.newHttpClient();
    private final KeyPair login = newKey();
    private final MachinesConfig config;
    private final Pool pool;
    private Machines machines;

    DataCentre(Path keyFolder) {
        config = new MachinesConfig(0, 0, keyFolder, PublicKeyEntry.toString(login.getPublic()));
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("sandbox");
        Database database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        get(database.migrate(vertx));
        pool = database.pool(vertx, 4);
        machines = get(Machines.open(vertx, pool, config));
    }

    static KeyPair newKey() {
        try {
            return KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T get(Future<T> future) {
        try {
            return future.await(20, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("nothing came within 20 s", e);
        }
    }

    void restart() {
        get(machines.close());
        machines = get(Machines.open(vertx, pool, config));
    }

    Vertx vertx() {
        return vertx;
    }

    Machines machines() {
        return machines;
    }

    MachinesConfig config() {
        return config;
    }

    KeyPair login() {
        return login;
    }

    Pool pool() {
        return pool;
    }

    MachinePorts power(String serverId, String address) {
        get(machines.power(serverId, address));
        return machines.portsOf(serverId).orElseThrow();
    }

    Ssh ssh(String address, int port) {
        return new Ssh(config.knownHosts(), address, port, MachinesConfig.USER, login);
    }

    String page(String address, int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://%s:%d/".formatted(address, port));
        return http.send(
                        HttpRequest.newBuilder(uri)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    long deployments(String serverId) {
        return get(pool.preparedQuery("select count(*) from deployment where server_id = $1")
                        .execute(Tuple.of(serverId)))
                .iterator()
                .next()
                .getLong(0);
    }

    @Override
    public void close() {
        get(machines.close());
        get(pool.close());
        get(vertx.close());
        http.close();
    }
}
