package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.dns.DnsException;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class CallOrderTest {
    private static final Name NAME = Name.fromConstantString("web.example.test.");
    private static final JsonObject FOUND = new JsonObject().put("values", "any");

    private static final Vertx vertx = ServiceVertx.alone();
    private static Pool pool;
    private static CallOrder order;

    @BeforeAll
    static void migrate() {
        Database database = Schemas.fresh("dns");
        await(Ledger.migrate(vertx, database));
        pool = database.pool(vertx, 2);
        order = new CallOrder(pool);
    }

    @AfterAll
    static void close() {
        await(pool.close());
        await(vertx.close());
    }

    @BeforeEach
    void forgetAll() {
        await(pool.query("DELETE FROM operation").execute());
    }

    /** A call that the ledger knows. */
    private static String call(String key) {
        await(pool.preparedQuery("""
            INSERT INTO operation (key, service, action, digest, request, actor, state, attempt, asked)
            VALUES ($1, 'dns.v1', 'upsert', '', '{}', 'test', 'STARTED', 1, true)\
            """).execute(Tuple.of(key)));
        return key;
    }

    private static void end(String key) {
        await(pool.preparedQuery("UPDATE operation SET state = 'DONE' WHERE key = $1")
                .execute(Tuple.of(key)));
    }

    private static Attempt enter(String key, int attempt) {
        return await(order.enter(NAME, Type.A, new ScriptedAttempt(key, attempt)));
    }

    private static void assertOvertaken(String key, int attempt) {
        assertThat(failureOf(order.enter(NAME, Type.A, new ScriptedAttempt(key, attempt))))
                .isInstanceOf(DnsException.class);
    }

    @Test
    void shouldLetTheYoungestTryAgain() {
        enter(call("older"), 1);
        enter(call("younger"), 1);
        assertThat(enter("younger", 2).key()).isEqualTo("younger");
    }

    @Test
    void shouldStopAnOlderCallThatIsTriedAgain() {
        enter(call("older"), 1);
        enter(call("younger"), 1);
        assertOvertaken("older", 2);
    }

    @Test
    void shouldStopAnOlderCallAlsoWhenTheYoungerHasEnded() {
        enter(call("older"), 1);
        enter(call("younger"), 1);
        end("younger");
        assertOvertaken("older", 2);
        assertOvertaken("older", 3);
    }

    @Test
    void shouldNotMixUpTypes() {
        enter(call("older"), 1);
        await(order.enter(NAME, Type.TXT, new ScriptedAttempt(call("other type"), 1)));
        assertThat(enter("older", 2).key()).isEqualTo("older");
    }

    @Test
    void shouldStopACallThatStartsOverWhenAYoungerHasCome() {
        Attempt older = enter(call("older"), 1);
        await(older.expect(FOUND));
        enter(call("younger"), 1);
        assertThat(failureOf(older.expect(FOUND)))
                .isInstanceOf(DnsException.class)
                .hasMessageContaining("younger");
    }

    @Test
    void shouldForgetCallsThatHaveEndedWhenAYoungerComes() {
        enter(call("ended"), 1);
        enter(call("open"), 1);
        end("ended");
        enter(call("younger"), 1);
        List<String> kept = await(
                        pool.query("SELECT key FROM record ORDER BY position").execute())
                .stream()
                .map(row -> row.getString("key"))
                .toList();
        assertThat(kept).containsExactly("open", "younger");
    }
}
