package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.append;
import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.completed;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.workflow.store.FlushConnection.Answers;
import io.dormouse.workflow.store.FlushConnection.Statement;
import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
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
    /** What Postgres said to the one statement between fence and commit, or to the commit. */
    @Nested
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    final class OnAnswers {
        private final TwoNodes nodes = new TwoNodes();
        private final RowSet<Row> oneRow = await(nodes.pool.query("SELECT 1").execute());

        @AfterAll
        void close() {
            nodes.close();
        }

        @Test
        void shouldBeCommittedWhenEveryStatementHasSucceeded() {
            assertThat(verdict(succeeded(), succeeded(), false).failure()).isEmpty();
        }

        @Test
        void shouldNotBelieveACommitThatCameWithAWarning() {
            assertThat(why(verdict(succeeded(), succeeded(), true))).isEqualTo(Why.ANSWER_LOST);
        }

        @Test
        void shouldNotTakeTheEndOfTheSessionForARollback() {
            FlushVerdict told = verdict(succeeded(), refused("FATAL", "57P01"), false);

            assertThat(why(told)).isEqualTo(Why.ANSWER_LOST);
            assertThat(told.leave()).isTrue();
        }

        @Test
        void shouldSayWhatTheFirstRefusalSaysAndNotItsEcho() {
            assertThat(why(verdict(refused("ERROR", "23505"), refused("ERROR", "25P02"), false)))
                    .isEqualTo(Why.CONFLICT);
        }

        @Test
        void shouldLeaveAServerThatTakesNoWrites() {
            FlushVerdict told = verdict(refused("ERROR", "25006"), succeeded(), false);

            assertThat(why(told)).isEqualTo(Why.UNAVAILABLE);
            assertThat(told.leave()).isTrue();
        }

        @Test
        void shouldStayWithAServerWhoseDiskIsFull() {
            FlushVerdict told = verdict(refused("ERROR", "53100"), succeeded(), false);

            assertThat(why(told)).isEqualTo(Why.UNAVAILABLE);
            assertThat(told.leave()).isFalse();
        }

        @Test
        void shouldBeCommittedWhenTheOneStatementHasInsertedAllRows() {
            assertThat(alone(succeeded(), 1, false).failure()).isEmpty();
        }

        @Test
        void shouldNotBelieveAnAnswerWithOtherRowsThanWereSent() {
            FlushVerdict told = alone(succeeded(), 2, false);

            assertThat(why(told)).isEqualTo(Why.ANSWER_LOST);
            assertThat(told.leave()).isTrue();
        }

        @Test
        void shouldNotBelieveAStatementThatWasCommittedWithAWarning() {
            assertThat(why(alone(succeeded(), 1, true))).isEqualTo(Why.ANSWER_LOST);
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
        void shouldTakeForARollbackOfTheOneStatementOnlyWhatCannotComeBehindItsCommit(
                String severity, String state, Why why, boolean leave) {
            FlushVerdict told = alone(refused(severity, state), 1, false);

            assertThat(why(told)).isEqualTo(why);
            assertThat(told.leave()).isEqualTo(leave);
        }

        private FlushVerdict alone(Future<RowSet<Row>> answer, int rows, boolean warned) {
            return FlushVerdict.onAlone(new Answers(List.of(answer), Optional.empty(), warned), rows);
        }

        private FlushVerdict verdict(Future<RowSet<Row>> statement, Future<RowSet<Row>> commit, boolean warned) {
            return FlushVerdict.on(
                    new Answers(List.of(succeeded(), succeeded(), statement, commit), Optional.empty(), warned));
        }

        private Future<RowSet<Row>> succeeded() {
            return Future.succeededFuture(oneRow);
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
        void shouldWriteNothingOfAFlushOfWhichTheClientHasNotSentAStatement() {
            FlushConnection connection = await(FlushConnection.open(nodes.vertx, nodes.database, Map.of(), 10_000));
            List<Statement> whole = statements("w");
            List<Statement> broken = new ArrayList<>(whole);
            broken.set(2, new Statement(whole.get(2).sql(), Tuple.of("too few")));

            FlushVerdict refused = FlushVerdict.on(await(connection.send(broken)));

            assertThat(refused.failure().orElseThrow().why()).isEqualTo(Why.DATA);
            assertThat(nodes.column("SELECT id FROM workflow")).isEmpty();
            assertThat(FlushVerdict.on(await(connection.send(whole))).failure()).isEmpty();
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("w");
        }

        @Test
        void shouldWriteNothingOfTheOneStatementThatTheClientHasNotSent() {
            FlushConnection connection = await(FlushConnection.open(nodes.vertx, nodes.database, Map.of(), 10_000));
            Statement whole = FlushStatements.fenced(
                            FlushStatements.of(List.of(append("w", completed(1, "1")))), "a", 0)
                    .orElseThrow();

            Statement broken = new Statement(whole.sql(), Tuple.of("too few"));
            FlushVerdict refused = FlushVerdict.onAlone(await(connection.sendAlone(broken)), 1);

            assertThat(refused.failure().orElseThrow().why()).isEqualTo(Why.DATA);
            assertThat(nodes.column("SELECT position FROM journal")).isEmpty();
            assertThat(FlushVerdict.onAlone(await(connection.sendAlone(whole)), 1)
                            .failure())
                    .isEmpty();
            assertThat(nodes.column("SELECT position FROM journal")).containsExactly("1");
        }

        private static List<Statement> statements(String id) {
            List<Statement> statements = new ArrayList<>();
            statements.add(new Statement(FlushStatements.FENCE, Tuple.of("a", 0L)));
            statements.addAll(FlushStatements.of(List.of(start(id))));
            return statements;
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
