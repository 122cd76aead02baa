package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.workflow.store.EndedWorkflows.Page;
import io.dormouse.workflow.store.EndedWorkflows.Place;
import io.dormouse.workflow.store.EndedWorkflows.Removal;
import io.vertx.core.Future;
import io.vertx.pgclient.PgConnection;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndedWorkflowsTest {
    private static final Duration MONTH = Duration.ofDays(30);

    private final TwoNodes nodes = new TwoNodes();
    private final EndedWorkflows ended = new EndedWorkflows(nodes.pool);

    @AfterEach
    void close() {
        nodes.close();
    }

    @Nested
    class Removing {
        @Test
        void shouldTakeEverythingThatIsTheWorkflowsAndNothingElse() {
            ended("old", 40);
            ended("other", 2);
            run("INSERT INTO signal_id VALUES ('old', 's'), ('other', 's')");
            run("INSERT INTO event VALUES ('child:old', '1', now(), 'engine', false), ('mine', '1', now(), 'me',"
                    + " false)");

            assertThat(removeAll()).containsExactly("old");

            assertThat(column("SELECT DISTINCT workflow_id FROM journal")).containsExactly("other");
            assertThat(column("SELECT workflow_id FROM signal_id")).containsExactly("other");
            assertThat(column("SELECT key FROM event")).containsExactly("mine");
            assertThat(column("SELECT id FROM workflow")).containsExactly("other");
        }

        @Test
        void shouldLeaveWordInTheAudit() {
            ended("old", 40);
            removeAll();
            assertThat(column("SELECT concat(actor, ': ', action, ' ', target, ', ', detail) FROM audit"))
                    .containsExactly("a: remove ended workflows, 1 that ended more than 30 days ago");
        }

        @Test
        void shouldBeASmallPieceOfWorkHoweverLongTheJournals() {
            ended("one", 42);
            ended("two", 41);
            run("""
                INSERT INTO journal (workflow_id, run, position, type, body, at)
                SELECT id, 0, position, 3, '{}', now() FROM unnest(ARRAY['one', 'two']) AS id, generate_series(1, 6000) AS position\
                """);

            assertThat(remove("one", "two")).isEqualTo(new Removal(1, 1));
            assertThat(column("SELECT id FROM workflow")).containsExactly("two");
            assertThat(remove("two")).isEqualTo(new Removal(1, 1));
        }

        @Test
        void shouldTakeManyRunsAwayPieceByPieceTheEarliestFirst() {
            ended("old", 40);
            run("UPDATE workflow SET run = 3");
            run("""
                INSERT INTO journal (workflow_id, run, position, type, body, at)
                SELECT 'old', run, position, 3, '{}', now() FROM generate_series(1, 3) AS run, generate_series(0, 5999) AS position\
                """);

            assertThat(remove("old")).isEqualTo(new Removal(0, 0));
            assertThat(column("SELECT DISTINCT run FROM journal ORDER BY run")).containsExactly("2", "3");
            assertThat(remove("old")).isEqualTo(new Removal(1, 1));
            assertThat(column("SELECT id FROM workflow")).isEmpty();
            assertThat(column("SELECT concat(actor, ': ', action, ' ', target, ', ', detail) FROM audit ORDER BY at"))
                    .containsExactly(
                            "a: remove old, 10000 entries of earlier runs of one that ended more than 30 days ago",
                            "a: remove ended workflows, 1 that ended more than 30 days ago");
        }

        /** A fork may name it, and copies from its first entry on. */
        @Test
        void shouldLeaveTheBeginningOfARunThatIsNotGoneYet() {
            ended("old", 40);
            run("UPDATE workflow SET run = 2");
            run("""
                INSERT INTO journal (workflow_id, run, position, type, body, at)
                SELECT 'old', run, position, 3, '{}', now() FROM generate_series(1, 2) AS run, generate_series(0, 11999) AS position\
                """);

            assertThat(remove("old")).isEqualTo(new Removal(0, 0));
            assertThat(column("SELECT concat(min(position), ' to ', max(position)) FROM journal WHERE run = 1"))
                    .containsExactly("0 to 2000");
        }

        @Test
        void shouldCountNoFurtherThanOneTransactionGoes() {
            run("""
                INSERT INTO journal (workflow_id, run, position, type, body, at)
                SELECT id, 0, position, 3, '{}', now() FROM unnest(ARRAY['one', 'two', 'three']) AS id, generate_series(1, 6) AS position\
                """);
            String[] ids = {"one", "two", "three"};
            List<Long> counted = new ArrayList<>();
            await(nodes.pool.preparedQuery(EndedWorkflows.ENTRIES).execute(Tuple.of(ids, 10L)))
                    .forEach(row -> counted.add(row.getLong("entries")));
            assertThat(counted).containsExactly(6L, 11L);
        }
    }

    @Nested
    class Keeping {
        @Test
        void shouldKeepWhatHasNotEndedHoweverOldItIs() {
            ended("asleep", 40);
            run("UPDATE workflow SET status = 'WAITING', finished_at = NULL");
            assertThat(removeAll()).isEmpty();
        }

        @Test
        void shouldKeepAChildUntilItsParentIsGone() {
            ended("child", 45);
            ended("parent", 10);
            run("UPDATE workflow SET parent_id = 'parent' WHERE id = 'child'");
            assertThat(removeAll()).isEmpty();
            assertThat(remove("child").removed()).isZero();

            run("UPDATE workflow SET created_at = now() - interval '60 days', finished_at = now() - interval '31"
                    + " days' WHERE id = 'parent'");
            assertThat(removeAll()).containsExactly("parent");
            assertThat(removeAll()).containsExactly("child");
        }

        @Test
        void shouldKeepWhatStillHasACallToWithdraw() {
            ended("old", 40);
            run("INSERT INTO cancellation VALUES ('old', 0, 1, 1, 'iaas.v1', 'old/0/1')");
            assertThat(removeAll()).isEmpty();
        }

        @Test
        void shouldKeepWhoseEndSomebodyWaitsFor() {
            ended("old", 40);
            run("INSERT INTO event_waiter VALUES ('child:old', 'waits', 0, 1, 1)");
            assertThat(removeAll()).isEmpty();
        }

        @Test
        void shouldKeepWhatIsNotOfThesePartitions() {
            ended("old", 40);
            assertThat(await(ended.after(Place.FIRST, List.of(2, 3), MONTH)).over())
                    .isEmpty();
        }

        @Test
        void shouldKeepWhatIsJustMadeToRunAgain() {
            ended("old", 40);
            PgConnection other = nodes.connection();
            await(other.query("BEGIN").execute());
            nodes.run(
                    other, "UPDATE workflow SET status = 'RUNNING', run = 1, finished_at = NULL WHERE id = $1", "old");

            assertThat(remove("old").removed()).isZero();

            await(other.query("COMMIT").execute());
            assertThat(remove("old").removed()).isZero();
            assertThat(column("SELECT status FROM workflow")).containsExactly("RUNNING");
            await(other.close());
        }
    }

    /** The statement that locks has its snapshot, and waits; only what is asked after it can tell who needs the workflow. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO cancellation VALUES ('old', 0, 1, 1, 'iaas.v1', 'old/0/1')",
                "INSERT INTO event_waiter VALUES ('child:old', 'waits', 0, 1, 1)"
            })
    void shouldSeeWhoNeedsItSinceTheSnapshotOfItsLock(String need) {
        ended("old", 40);
        run("ALTER TABLE workflow RENAME TO workflow_behind");
        run("CREATE VIEW workflow AS SELECT * FROM workflow_behind WHERE pg_advisory_xact_lock_shared(7) IS NOT NULL");
        PgConnection other = nodes.connection();
        await(other.query("SELECT pg_advisory_lock(7)").execute());

        Future<Removal> removal = ended.removeSome("a", List.of("old"), MONTH);
        nodes.untilSomebodyWaitsForALock();
        await(other.query(need).execute());
        await(other.query("SELECT pg_advisory_unlock(7)").execute());

        assertThat(await(removal).removed()).isZero();
        assertThat(column("SELECT id FROM workflow_behind")).containsExactly("old");
        await(other.close());
    }

    /** Whoever read it before it was removed cannot write it back: its run is refused with all that was to be written with it. */
    @Test
    void shouldRefuseARewindThatComesTooLate() {
        ended("old", 40);
        removeAll();
        assertThatThrownBy(() -> run("SELECT go_on('{old}', '{0}', '{1}', '{1}', '{null}', '{true}', now())"))
                .isInstanceOfSatisfying(
                        PgException.class, e -> assertThat(e.getSqlState()).isEqualTo("DM002"));
    }

    @Test
    void shouldReadAPageALookHoweverManySleep() {
        run("""
            INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
            SELECT 'sleeper-' || number, 1, 'test', 1, 'WAITING', 0, 'null', 'tester', now() - interval '90 days', now()
            FROM generate_series(1, %d) AS number\
            """.formatted(EndedWorkflows.PAGE + 10));
        ended("old", 40);

        Page first = await(ended.after(Place.FIRST, List.of(1), MONTH));
        assertThat(first.over()).isEmpty();
        assertThat(first.more()).isTrue();
        Page second = await(ended.after(first.last(), List.of(1), MONTH));
        assertThat(second.over()).containsExactly("old");
        assertThat(second.more()).isFalse();
    }

    private List<String> removeAll() {
        List<String> over = await(ended.after(Place.FIRST, List.of(1), MONTH)).over();
        List<String> before = column("SELECT id FROM workflow");
        if (!over.isEmpty()) remove(over.toArray(String[]::new));
        before.removeAll(column("SELECT id FROM workflow"));
        return before;
    }

    private Removal remove(String... ids) {
        return await(ended.removeSome("a", List.of(ids), MONTH));
    }

    /** One that began an hour before its end, with one entry. */
    private void ended(String id, int daysAgo) {
        run("""
            INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at, finished_at)
            SELECT '%1$s', 1, 'test', 1, 'COMPLETED', 0, 'null', 'tester', at - interval '1 hour', at, at
            FROM (SELECT now() - interval '%2$d days' AS at) AS ended\
            """.formatted(id, daysAgo));
        run("INSERT INTO journal (workflow_id, run, position, type, body, at) VALUES ('%s', 0, 0, 1, '{}', now())"
                .formatted(id));
    }

    private void run(String sql) {
        await(nodes.pool.query(sql).execute());
    }

    private List<String> column(String sql) {
        return nodes.column(sql);
    }
}
