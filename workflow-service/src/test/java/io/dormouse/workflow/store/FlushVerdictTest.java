package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.completed;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.workflow.store.FlushConnection.Answer;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlushVerdictTest {
    /** What Postgres said. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class OnAnswers {
        private final TwoNodes nodes = new TwoNodes();
        private final Future<RowSet<Row>> oneEntry = Future.succeededFuture(
                await(nodes.pool.query("SELECT 1::bigint").execute()));

        @AfterAll
        void close() {
            nodes.close();
        }

        @Test
        void shouldBeCommittedWhenAllEntriesAreAppended() {
            assertThat(verdict(oneEntry, 1, false).failure()).isEmpty();
        }

        @Test
        void shouldNotBelieveAnAnswerWithOtherEntriesThanWereSent() {
            FlushVerdict told = verdict(oneEntry, 2, false);

            assertThat(why(told)).isEqualTo(Why.ANSWER_LOST);
            assertThat(told.leave()).isTrue();
        }

        @Test
        void shouldNotBelieveACommitThatCameWithAWarning() {
            assertThat(why(verdict(oneEntry, 1, true))).isEqualTo(Why.ANSWER_LOST);
        }

        @ParameterizedTest
        @CsvSource({
            "ERROR, DM001, FENCED, false",
            "ERROR, 23505, CONFLICT, false",
            "ERROR, 22021, DATA, false",
            "ERROR, 53100, UNAVAILABLE, false",
            "ERROR, 25006, UNAVAILABLE, true",
            "ERROR, 57014, ANSWER_LOST, true",
            "ERROR, XX000, ANSWER_LOST, true",
            "FATAL, 57P01, ANSWER_LOST, true"
        })
        void shouldTakeForARollbackOnlyWhatCannotComeBehindACommit(
                String severity, String state, Why why, boolean leave) {
            FlushVerdict told = verdict(refused(severity, state), 1, false);

            assertThat(why(told)).isEqualTo(why);
            assertThat(told.leave()).isEqualTo(leave);
        }

        private static FlushVerdict verdict(Future<RowSet<Row>> answer, int entries, boolean warned) {
            return FlushVerdict.on(new Answer(answer, Optional.empty(), warned), entries);
        }

        private static Future<RowSet<Row>> refused(String severity, String state) {
            return Future.failedFuture(new PgException("said so", severity, state, "detail"));
        }

        private static Why why(FlushVerdict verdict) {
            return verdict.failure().orElseThrow().why();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DM001, FENCED",
        "DM002, CONFLICT",
        "23505, CONFLICT",
        "22021, DATA",
        "22P05, DATA",
        "54000, DATA",
        "54001, DATA",
        "53100, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "40001, UNAVAILABLE",
        "40P01, UNAVAILABLE",
        "55P03, UNAVAILABLE",
        "25006, UNAVAILABLE",
        "57014, UNAVAILABLE",
        "57P03, UNAVAILABLE",
        "58030, UNAVAILABLE",
        "XX001, UNAVAILABLE"
    })
    void shouldBlameAWorkflowOnlyForWhatItWrites(String state, Why why) {
        assertThat(FlushVerdict.why(state)).isEqualTo(why);
    }

    @Nested
    final class OnPostgres {
        private final TwoNodes nodes = new TwoNodes();

        @AfterEach
        void close() {
            nodes.close();
        }

        @Test
        void shouldWriteNothingOfAFlushThatTheClientHasNotSent() {
            FlushConnection connection = await(FlushConnection.open(nodes.vertx, nodes.database, Map.of(), 10_000));
            Flush flush = Flush.of("a", 0, List.of(start("w")));

            FlushVerdict refused = FlushVerdict.on(await(connection.send(Tuple.of("too few"))), flush.entries());

            assertThat(refused.failure().orElseThrow().why()).isEqualTo(Why.DATA);
            assertThat(nodes.column("SELECT id FROM workflow")).isEmpty();
            assertThat(FlushVerdict.on(await(connection.send(flush.parameters())), flush.entries())
                            .failure())
                    .isEmpty();
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("w");
        }

        @Test
        void shouldWriteNothingOfAFlushWhoseLastTableRefusesIt() {
            await(nodes.a.flush(List.of(start("w"))));
            Part part = PartOf.workflow("w")
                    .entry(1, completed("1"))
                    .timer(0, Instant.EPOCH)
                    .announces("child:w", "not json")
                    .made();

            assertThat(nodes.failure(nodes.a.flush(List.of(part)))).isEqualTo(Why.DATA);
            assertThat(nodes.column("SELECT position FROM journal")).containsExactly("0");
            assertThat(nodes.column("SELECT seq FROM timer")).isEmpty();
        }

        @Test
        void shouldGoOnByItselfWhenTheServerTakesWritesAgain() {
            nodes.column("SELECT 1");
            await(nodes.pool
                    .query("ALTER ROLE CURRENT_USER SET default_transaction_read_only = on")
                    .execute());
            assertThat(nodes.failure(nodes.a.flush(List.of(start("w"))))).isEqualTo(Why.UNAVAILABLE);

            await(nodes.pool
                    .query("BEGIN READ WRITE; ALTER ROLE CURRENT_USER RESET default_transaction_read_only; COMMIT")
                    .execute());

            await(nodes.a.flush(List.of(start("w"))));
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("w");
        }
    }
}
