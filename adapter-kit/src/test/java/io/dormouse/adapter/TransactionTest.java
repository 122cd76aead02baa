package io.dormouse.adapter;

import static io.dormouse.adapter.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsException;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.ListRecords;
import io.dormouse.contracts.dns.RecordList;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Calls whose effect lives in the ledger's own schema. */
class TransactionTest {
    private final LedgerDatabase database = new LedgerDatabase();
    private final List<Vertx> buses = new ArrayList<>();
    private Vertx bus = serve();

    private Vertx serve() {
        Vertx vertx = ServiceVertx.alone();
        buses.add(vertx);
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        Ledger ledger = await(Ledger.open(vertx, database.database(), DnsService.ADDRESS));
        await(KeyedEndpoint.of(vertx, DnsService.class, ledger)
                .keyedInTransaction(
                        "upsert", UpsertRecord.class, DnsRecord.class, TransactionTest::insert, TransactionTest::remove)
                .keyedInTransaction(
                        "delete",
                        DeleteRecord.class,
                        Void.class,
                        (request, attempt, connection) -> Future.succeededFuture())
                .query("list", ListRecords.class, request -> Future.succeededFuture(new RecordList(List.of())))
                .bind());
        return vertx;
    }

    private static Future<DnsRecord> insert(UpsertRecord request, Attempt attempt, SqlConnection connection) {
        return connection
                .preparedQuery("INSERT INTO effect VALUES ($1, $2)")
                .execute(Tuple.of(request.name(), attempt.key()))
                .compose(inserted -> switch (request.type()) {
                    case "refused" -> Future.failedFuture(DnsFailure.ZONE_NOT_SERVED.exception("not here"));
                    case "broken" -> Future.failedFuture(new IllegalStateException("broken"));
                    default ->
                        Future.succeededFuture(new DnsRecord(request.name(), request.type(), request.value(), 60));
                });
    }

    /** What others have built on, here of the name {@code kept}, stays. */
    private static Future<KeyedUndo.Undone> remove(UpsertRecord request, Attempt attempt, SqlConnection connection) {
        if (request.name().startsWith("kept")) return Future.succeededFuture(KeyedUndo.Undone.NEVER);
        return connection
                .preparedQuery("DELETE FROM effect WHERE key = $1")
                .execute(Tuple.of(attempt.key()))
                .map(deleted -> deleted.rowCount() > 0 ? KeyedUndo.Undone.NOW : KeyedUndo.Undone.BEFORE);
    }

    @BeforeEach
    void makeTheTable() {
        database.query("CREATE TABLE effect (name text, key text)");
    }

    @AfterEach
    void close() {
        buses.forEach(vertx -> await(vertx.close()));
        database.close();
    }

    @Test
    void shouldCommitRowEffectAndAuditTogetherAndOnce() {
        DnsRecord first = await(upsert(bus, "k", "A"));

        assertThat(await(upsert(bus, "k", "A"))).isEqualTo(first);
        assertThat(database.query("SELECT FROM effect")).hasSize(1);
        assertThat(database.query("SELECT FROM audit")).hasSize(1);
        assertThat(database.stateOf("k")).isEqualTo("DONE");
    }

    @Test
    void shouldUndoTheEffectButRecordTheFailureWhenItIsDeclared() {
        for (int time = 0; time < 2; time++) {
            assertThatThrownBy(() -> await(upsert(bus, "k", "refused")))
                    .isInstanceOf(DnsException.class)
                    .hasMessage("not here");
        }

        assertThat(database.query("SELECT FROM effect")).isEmpty();
        assertThat(database.stateOf("k")).isEqualTo("DONE");
    }

    @Test
    void shouldLeaveNoTraceOfAnyOtherFailure() {
        assertThatThrownBy(() -> await(upsert(bus, "k", "broken")))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.UNAVAILABLE));

        assertThat(database.query("SELECT FROM effect")).isEmpty();
        assertThat(database.stateOf("k")).isEqualTo("none");
    }

    @Test
    void shouldRefuseAnotherRequestWithTheSameKey() {
        await(upsert(bus, "k", "A"));

        assertThatThrownBy(() -> await(upsert(bus, "k", "AAAA")))
                .isInstanceOfSatisfying(
                        CallException.class, e -> assertThat(e.failure()).isEqualTo(CallFailure.KEY_REUSED));
    }

    @Test
    void shouldHappenOnceWhenTwoInstancesAreAskedAtTheSameTime() {
        Vertx other = serve();
        List<Future<DnsRecord>> calls = IntStream.range(0, 100)
                .boxed()
                .flatMap(i -> List.of(upsert(bus, "k-" + i, "A"), upsert(other, "k-" + i, "A")).stream())
                .toList();
        calls.forEach(Waiting::await);

        assertThat(database.query("SELECT FROM effect")).hasSize(100);
        assertThat(database.query("SELECT FROM operation WHERE state = 'DONE' AND attempt = 1"))
                .hasSize(100);
    }

    @Nested
    class CancelledAfterwards {
        @Test
        void shouldBeTakenBackOnceAndAnswerTheSameWhenRepeated() {
            DnsRecord made = await(upsert(bus, "k", "A"));

            assertThat(await(cancel("k"))).isEqualTo("UNDONE");
            assertThat(await(cancel("k"))).isEqualTo("UNDONE");

            assertThat(database.query("SELECT FROM effect")).isEmpty();
            assertThat(database.query("SELECT FROM audit WHERE action = 'cancel' AND target = 'k'"))
                    .hasSize(1);
            assertThat(await(upsert(bus, "k", "A")))
                    .as("what the row says stays")
                    .isEqualTo(made);
            assertThat(database.query("SELECT FROM effect")).isEmpty();
        }

        @Test
        void shouldStayAsItIsWhenOthersHaveBuiltOnIt() {
            await(upsert(bus, "kept.test", "k", "A"));

            assertThat(await(cancel("k"))).isEqualTo("DONE");
            assertThat(database.query("SELECT FROM effect")).hasSize(1);
            assertThat(database.query("SELECT FROM audit WHERE action = 'cancel'"))
                    .isEmpty();
        }

        @Test
        void shouldHaveNothingToTakeBackWhenItFailed() {
            assertThatThrownBy(() -> await(upsert(bus, "k", "refused"))).isInstanceOf(DnsException.class);

            assertThat(await(cancel("k"))).isEqualTo("DONE");
        }

        @Test
        void shouldBeTakenBackWhenTheCancellationMeetsItOnTheWay() {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                calls.add(upsert(bus, "k-" + i, "A").otherwiseEmpty());
                calls.add(cancel("k-" + i));
            }
            calls.forEach(Waiting::await);

            assertThat(database.query("SELECT FROM effect")).isEmpty();
        }

        private Future<String> cancel(String key) {
            DeliveryOptions options = new DeliveryOptions()
                    .addHeader(Headers.ACTION, Headers.CANCEL)
                    .addHeader(Headers.KEY, key);
            return bus.eventBus()
                    .<JsonObject>request(DnsService.ADDRESS, new JsonObject(), options)
                    .map(answer -> answer.body().getString("state"));
        }
    }

    private static Future<DnsRecord> upsert(Vertx bus, String key, String type) {
        return upsert(bus, "a.test", key, type);
    }

    private static Future<DnsRecord> upsert(Vertx bus, String name, String key, String type) {
        JsonObject body =
                new JsonObject().put("request", Wire.encode(new UpsertRecord(name, type, "1", Optional.empty())));
        DeliveryOptions options =
                new DeliveryOptions().addHeader(Headers.ACTION, "upsert").addHeader(Headers.KEY, key);
        return bus.eventBus()
                .<JsonObject>request(DnsService.ADDRESS, body, options)
                .map(answer -> Wire.decode(answer.body(), DnsRecord.class))
                .recover(failure -> Future.failedFuture(
                        failure instanceof ServiceException told
                                ? Failures.declared(
                                                DnsService.class, told.failureCode(), String.valueOf(told.getMessage()))
                                        .orElseThrow()
                                : failure));
    }
}
