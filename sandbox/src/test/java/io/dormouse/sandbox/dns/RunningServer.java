package io.dormouse.sandbox.dns;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.spec.SecretKeySpec;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.TSIG;
import org.xbill.DNS.Update;

/** A name server for {@code demo.test} on a free port with a database of its own. */
final class RunningServer implements AutoCloseable {
    static final Name KEY_NAME = Name.fromConstantString("test-key.");
    static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final Vertx vertx = ServiceVertx.alone();
    private final Pool pool;
    private NameServer server;

    RunningServer() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("sandbox");
        Database database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        await(database.migrate(vertx));
        pool = database.pool(vertx, 4);
        server = await(NameServer.open(vertx, pool, config()));
    }

    static NameServerConfig config() {
        return new NameServerConfig(
                "127.0.0.1",
                0,
                List.of("demo.test"),
                KEY_NAME.toString(true),
                Base64.getEncoder().encodeToString(SECRET));
    }

    static TSIG key() {
        return new TSIG(TSIG.HMAC_SHA256, KEY_NAME, SECRET);
    }

    static TSIG key(Clock clock) {
        return new TSIG(TSIG.HMAC_SHA256, KEY_NAME, new SecretKeySpec(SECRET, "HmacSHA256"), clock);
    }

    /** An update of the zone that adds these records, with the right key. */
    static Message signedUpdate(String... records) {
        Update update = new Update(ZoneText.DEMO);
        for (String record : records) update.add(ZoneText.record(record));
        update.setTSIG(key());
        return update;
    }

    /** What it answers to a question over UDP. */
    List<String> answers(String name, int type) throws IOException {
        return client().udp(RawClient.query(name, type)).getSection(Section.ANSWER).stream()
                .map(ZoneText::line)
                .toList();
    }

    int port() {
        return server.port();
    }

    Pool pool() {
        return pool;
    }

    RawClient client() {
        return new RawClient(port());
    }

    /** Ends the server and starts another on the same database. */
    void restart() {
        await(server.close());
        server = await(NameServer.open(vertx, pool, config()));
    }

    @Override
    public void close() {
        await(server.close());
        await(pool.close());
        await(vertx.close());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
