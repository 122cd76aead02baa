package io.dormouse.adapter;

import static io.dormouse.adapter.TestInstance.server;
import static io.dormouse.adapter.Waiting.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.adapter.LedgerTables.Written;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each change of a row is a compare-and-set: here two instances, 101 and 102, want the same row. */
class LedgerStoreTest {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Action<CreateServer, Server> CREATE = new Action<>(
            IaasService.class,
            IaasService.ADDRESS,
            "create",
            CreateServer.class,
            Server.class,
            new Action.Outside<>(new FakeProvider<>(), Guarantee.LOOK_UP_BY_KEY, TIMEOUT, Optional.empty()));

    private final LedgerDatabase database = new LedgerDatabase();
    private final Vertx vertx = ServiceVertx.alone();
    private final Context context = vertx.getOrCreateContext();
    private final LedgerStore first = new LedgerStore(new PostgresTables(vertx, database.database()), () -> 101);
    private final LedgerStore second = new LedgerStore(new PostgresTables(vertx, database.database()), () -> 102);
    private final Outcome outcome = Outcome.succeeded("k", server("s-1"));

    private <T> T of(LedgerStore store, Function<LedgerStore, Future<T>> change) {
        return await(Future.future(
                promise -> context.runOnContext(now -> change.apply(store).onComplete(promise))));
    }

    private boolean changes(LedgerStore store, Function<LedgerStore, Future<Boolean>> change) {
        return of(store, change);
    }

    private Optional<Written> take(LedgerStore store, LedgerRow seen) {
        return of(store, taker -> taker.take(seen, TIMEOUT));
    }

    @BeforeEach
    void startTheCall() {
        assertThat(changes(first, store -> store.start(Request.of(CREATE, "k", "ada", new CreateServer("B6")), 101)))
                .isTrue();
    }

    @AfterEach
    void close() {
        await(vertx.close());
        database.close();
    }

    private LedgerRow seen() {
        return of(first, store -> store.find("k")).orElseThrow();
    }

    @Nested
    class TakingOver {
        @Test
        void shouldSucceedForOneOfTwoThatSawTheSame() {
            LedgerRow seen = seen();

            assertThat(take(second, seen)).isPresent();
            assertThat(take(first, seen)).isEmpty();
            assertThat(seen().attempt()).isEqualTo(2);
            assertThat(seen().holder()).isEqualTo(102);
        }

        @Test
        void shouldTellWhatWasExpectedOnlyAfterTheRowWasSeen() {
            LedgerRow seen = seen();
            JsonObject found = new JsonObject().put("address", "127.0.0.8");
            of(first, store -> store.expect("k", 1, found));

            assertThat(take(second, seen).orElseThrow().expected()).contains(found);
        }

        @Test
        void shouldFailForWhatIsDone() {
            LedgerRow seen = seen();
            of(first, store -> store.done("k", 1, outcome, Duration.ZERO));

            assertThat(take(second, seen)).isEmpty();
        }

        @Test
        void shouldFailForWhatWasMovedMeanwhile() {
            LedgerRow seen = seen();
            assertThat(changes(first, store -> store.move("k", 1, 101, 103))).isTrue();

            assertThat(take(second, seen)).isEmpty();
        }
    }

    @Nested
    class ASupersededAttempt {
        @BeforeEach
        void takeOver() {
            LedgerRow seen = seen();
            take(second, seen);
        }

        @Test
        void shouldNotWriteAnything() {
            assertThat(changes(first, store -> store.ask("k", 1))).isFalse();
            assertThat(changes(first, store -> store.expect("k", 1, new JsonObject())))
                    .isFalse();
            assertThat(changes(first, store -> store.move("k", 1, 101, 103))).isFalse();
            assertThat(changes(first, store -> store.done("k", 1, outcome, Duration.ZERO)))
                    .isFalse();
            assertThat(changes(first, store -> store.unknown("k", 1))).isFalse();
            assertThat(seen().state()).isEqualTo(LedgerRow.State.STARTED);
        }

        @Test
        void shouldLeaveTheWayToTheOneThatCounts() {
            assertThat(changes(second, store -> store.ask("k", 2))).isTrue();
            assertThat(changes(second, store -> store.done("k", 2, outcome, Duration.ZERO)))
                    .isTrue();
            assertThat(seen().outcome()).contains(outcome);
        }
    }

    @Nested
    class WhatIsDone {
        @BeforeEach
        void finish() {
            of(first, store -> store.done("k", 1, outcome, Duration.ZERO));
        }

        @Test
        void shouldStayAsItIs() {
            assertThat(changes(first, store -> store.expect("k", 1, new JsonObject())))
                    .isFalse();
            assertThat(changes(
                            first, store -> store.done("k", 1, Outcome.succeeded("k", server("s-2")), Duration.ZERO)))
                    .isFalse();
            assertThat(changes(first, store -> store.unknown("k", 1))).isFalse();
            assertThat(changes(first, store -> store.cancel("iaas.v1", "k", "ada")))
                    .isFalse();
            assertThat(seen().outcome()).contains(outcome);
        }
    }
}
