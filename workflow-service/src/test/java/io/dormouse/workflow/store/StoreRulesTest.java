package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.append;
import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.completed;
import static io.dormouse.workflow.store.TwoNodes.finished;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.workflow.cluster.Ownerships.Holdings;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class StoreRulesTest {
    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Nested
    final class TheFence {
        @Test
        void shouldMakeATakerWaitForAFlushUnderWayAndThenSeeWhatItStarted() {
            PgConnection flush = nodes.connection();
            nodes.run(flush, "BEGIN");
            nodes.run(flush, "SELECT fence($1, $2)", "a", 0L);
            Future<List<String>> seenByTheTaker = nodes.table
                    .take("b", Optional.of("a"), List.of(TwoNodes.PARTITION))
                    .compose(taken -> new PartitionReads(nodes.pool).active(List.of(TwoNodes.PARTITION)))
                    .map(active -> active.stream()
                            .map(PartitionReads.Active::workflowId)
                            .toList());
            nodes.untilSomebodyWaitsForALock();
            nodes.run(flush, """
                INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
                VALUES ('acknowledged', 1, 'n', 1, 'RUNNING', 0, '1', 'x', now(), now())\
                """);
            assertThat(seenByTheTaker.isComplete()).isFalse();
            nodes.run(flush, "COMMIT");
            assertThat(await(seenByTheTaker)).containsExactly("acknowledged");
        }

        @Test
        void shouldRefuseTheFirstFlushAfterSomethingWasTaken() {
            await(nodes.a.flush(List.of(start("before"))));
            await(nodes.table.take("b", Optional.of("a"), List.of(TwoNodes.PARTITION)));
            assertThat(nodes.failure(nodes.a.flush(List.of(start("after"))))).isEqualTo(Why.FENCED);
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("before");
        }

        @Test
        void shouldRefuseEntriesThatWaitedForATaker() {
            await(nodes.a.flush(List.of(start("w"))));
            PgConnection taker = nodes.connection();
            nodes.run(taker, "BEGIN");
            nodes.run(taker, "UPDATE node SET view = view + 1 WHERE name = 'a'");
            Future<Void> flush = nodes.a.flush(List.of(append("w", completed(1, "1"))));
            nodes.untilSomebodyWaitsForALock();
            nodes.run(taker, "COMMIT");
            assertThat(nodes.failure(flush)).isEqualTo(Why.FENCED);
            assertThat(nodes.column("SELECT position FROM journal")).containsExactly("0");
        }

        @Test
        void shouldMakeATakerWaitForEntriesOnTheirWay() {
            await(nodes.a.flush(List.of(start("w"))));
            PgConnection inTheWay = nodes.connection();
            nodes.run(inTheWay, "BEGIN");
            nodes.run(
                    inTheWay,
                    "INSERT INTO journal (workflow_id, run, position, type, body, at) VALUES ('w', 0, 1, 1, '1',"
                            + " now())");
            Future<Void> flush = nodes.a.flush(List.of(append("w", completed(1, "1"))));
            nodes.untilSomebodyWaitsForALock();
            Future<Void> take = nodes.table.take("b", Optional.of("a"), List.of(TwoNodes.PARTITION));
            nodes.untilTheyWaitForALock(2);
            assertThat(take.isComplete()).isFalse();
            nodes.run(inTheWay, "ROLLBACK");
            await(flush);
            await(take);
            assertThat(nodes.column("SELECT position FROM journal ORDER BY position"))
                    .containsExactly("0", "1");
        }

        @Test
        void shouldRefuseAfterAHandOverToo() {
            await(nodes.a.flush(List.of(start("before"))));
            await(nodes.table.handOver("a", List.of(TwoNodes.PARTITION), false));
            assertThat(nodes.failure(nodes.a.flush(List.of(start("after"))))).isEqualTo(Why.FENCED);
            assertThat(await(nodes.table.read("a")).partitions()).isEmpty();
        }

        @Test
        void shouldLetOnlyOneOfTwoTakersHaveAPartition() {
            await(nodes.table.register("c", List.of()));
            Future<Void> byB = nodes.table.take("b", Optional.of("a"), List.of(TwoNodes.PARTITION));
            Future<Void> byC = nodes.table.take("c", Optional.of("a"), List.of(TwoNodes.PARTITION));
            await(byB);
            await(byC);
            long owners = await(nodes.table.read("b")).partitions().size()
                    + await(nodes.table.read("c")).partitions().size();
            assertThat(owners).isOne();
            assertThat(nodes.column("SELECT epoch FROM partition_owner WHERE partition = 1"))
                    .containsExactly("2");
        }

        @Test
        void shouldReadWhatIsOursOnlyAfterATakerUnderWayHasCommitted() {
            PgConnection taker = nodes.connection();
            nodes.run(taker, "BEGIN");
            nodes.run(taker, "UPDATE partition_owner SET node = 'b', epoch = epoch + 1 WHERE partition = 1");
            nodes.run(taker, "UPDATE node SET view = view + 1 WHERE name = 'a'");
            Future<Holdings> ours = nodes.table.read("a");
            nodes.untilSomebodyWaitsForALock();
            nodes.run(taker, "COMMIT");
            assertThat(await(ours)).isEqualTo(new Holdings(1, Map.of(), Set.of()));
        }
    }

    @Nested
    final class ALostAnswer {
        @Test
        void shouldBeTold() {
            await(nodes.a.flush(List.of(start("w"))));
            PgConnection blocker = nodes.connection();
            nodes.run(blocker, "BEGIN");
            nodes.run(blocker, "UPDATE node SET view = view WHERE name = 'a'");
            Future<Void> flush = nodes.a.flush(List.of(append("w", completed(1, "1"))));
            nodes.untilSomebodyWaitsForALock();
            nodes.killBackendsThatWaitForALock();
            assertThat(nodes.failure(flush)).isEqualTo(Why.ANSWER_LOST);
            nodes.run(blocker, "ROLLBACK");
        }

        @Test
        void shouldBeSettledOnlyWhenTheOldBackendHasCommittedOrVanished() {
            PgConnection old = nodes.connection();
            nodes.run(old, "BEGIN");
            nodes.run(old, "SELECT fence($1, $2)", "a", 0L);
            nodes.run(old, """
                INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at)
                VALUES ('on its way', 1, 'n', 1, 'RUNNING', 0, '1', 'x', now(), now())\
                """);
            Future<Void> settled = nodes.a.settle();
            nodes.untilSomebodyWaitsForALock();
            assertThat(settled.isComplete()).isFalse();
            nodes.run(old, "COMMIT");
            await(settled);
            assertThat(await(nodes.a.heads(List.of("on its way")))).containsKey("on its way");
            assertThat(nodes.fenceOfA.view()).isOne();
            await(nodes.a.flush(List.of(start("under the new view"))));
        }

        @Test
        void shouldBeOldForWhateverOfItArrivesLater() {
            await(nodes.a.settle());
            PgConnection late = nodes.connection();
            nodes.run(late, "BEGIN");
            Future<?> fence = late.preparedQuery("SELECT fence('a', 0)").execute();
            assertThat(fence.transform(outcome -> Future.succeededFuture(outcome.failed()))
                            .toCompletionStage()
                            .toCompletableFuture()
                            .join())
                    .isTrue();
        }

        @Test
        void shouldNotHideThatSomethingWasTakenMeanwhile() {
            await(nodes.table.take("b", Optional.of("a"), List.of(TwoNodes.PARTITION)));
            await(nodes.a.settle());
            assertThat(nodes.rereads).hasValue(1);
            assertThat(nodes.failure(nodes.a.flush(List.of(start("w"))))).isEqualTo(Why.FENCED);
        }
    }

    @Nested
    final class Rows {
        @Test
        void shouldRefuseAPositionThatIsTakenAndWriteNothingOfThatFlush() {
            await(nodes.a.flush(List.of(start("stale"))));
            await(nodes.a.flush(List.of(append("stale", completed(1, "1")))));
            Future<Void> flush = nodes.a.flush(List.of(start("neighbour"), append("stale", completed(1, "2"))));
            assertThat(nodes.failure(flush)).isEqualTo(Why.CONFLICT);
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("stale");
            assertThat(nodes.column("SELECT body->'outcome'->>'success' FROM journal WHERE position = 1"))
                    .containsExactly("1");
        }

        @Test
        void shouldRefuseAStaleCopyThatAppendsToARunThatHasEnded() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", Status.COMPLETED, finished(1)))));
            assertThat(nodes.failure(nodes.a.flush(List.of(append("w", completed(1, "1"))))))
                    .isEqualTo(Why.CONFLICT);
        }

        @Test
        void shouldNotChangeARowThatIsAtItsEnd() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", Status.COMPLETED, finished(1)))));
            await(nodes.a.flush(List.of(append("w", Status.WAITING))));
            assertThat(nodes.column("SELECT status FROM workflow")).containsExactly("COMPLETED");
        }

        @Test
        void shouldWakeInTheTransactionOfTheEntry() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", Status.WAITING))));
            await(nodes.a.flush(List.of(append("w", Status.RUNNING, completed(1, "1")))));
            assertThat(await(new PartitionReads(nodes.pool).active(List.of(TwoNodes.PARTITION))))
                    .extracting(PartitionReads.Active::workflowId)
                    .containsExactly("w");
        }

        @Test
        void shouldBeginNothingOfAFlushThatCannotBeMadeWhole() {
            await(nodes.a.flush(List.of(start("w"))));
            Part part = PartOf.workflow("w").timer(0, Instant.MAX).made();
            assertThat(nodes.failure(nodes.a.flush(List.of(part)))).isEqualTo(Why.DATA);
            assertThat(nodes.column("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND state LIKE"
                            + " 'idle in transaction%'"))
                    .isEmpty();
            await(nodes.a.flush(List.of(append("w", completed(1, "1")))));
        }

        @Test
        void shouldTellAValueThatTheDatabaseRefusesFromOneThatMayBeSentAgain() {
            await(nodes.a.flush(List.of(start("w"))));
            assertThat(nodes.failure(nodes.a.flush(List.of(append("w", completed(1, "not json"))))))
                    .isEqualTo(Why.DATA);
            await(nodes.a.flush(List.of(append("w", completed(1, "1")))));
        }
    }

    @Nested
    final class ALoad {
        @Test
        void shouldLeaveOutWhatWouldMakeItTooHeavyUntilItIsAskedAgain() {
            String heavy = '"' + "x".repeat(300_000) + '"';
            List<String> ids = IntStream.range(10, 30).mapToObj(i -> "w" + i).toList();
            for (String id : ids) {
                await(nodes.a.flush(List.of(TwoNodes.starting(id, Optional.empty(), Map.of())
                        .entry(1, TwoNodes.completed(heavy))
                        .made())));
            }
            List<String> left = new ArrayList<>(ids);
            left.removeAll(load(left));
            assertThat(left).hasSizeBetween(1, 10);
            assertThat(load(left)).containsExactlyInAnyOrderElementsOf(left);
        }

        private List<String> load(List<String> ids) {
            return await(nodes.a.load(ids)).stream()
                    .map(stored -> stored.head().id())
                    .toList();
        }
    }

    @Nested
    final class AnEvent {
        @Test
        void shouldKeepItsFirstValue() {
            Events events = new Events(nodes.vertx, nodes.pool, (key, waiting) -> {});
            Future<Events.Event> first = events.trigger("e", "1", "x");
            Future<Events.Event> same = events.trigger("e", "1", "y");
            Future<Events.Event> other = events.trigger("e", "2", "z");
            assertThat(await(first).triggeredBy()).isEqualTo("x");
            assertThat(await(same).triggeredBy()).isEqualTo("x");
            assertThatThrownBy(() -> await(other))
                    .isInstanceOf(WorkflowException.class)
                    .hasMessageContaining("triggered by x");
        }

        /** Both go in one statement: what is new and what has been there. */
        @Test
        void shouldNoteOnlyTheFirstOfItsTriggersInTheAudit() {
            Events events = new Events(nodes.vertx, nodes.pool, (key, waiting) -> {});
            await(events.trigger("old", "1", "x"));
            Future<Events.Event> again = events.trigger("old", "1", "y");
            Future<Events.Event> fresh = events.trigger("fresh", "{\"a\":[1.50]}", "z");
            assertThat(await(again).triggeredBy()).isEqualTo("x");
            assertThat(await(fresh).value()).isEqualTo("{\"a\":[1.50]}");
            assertThat(nodes.column("SELECT actor || ' ' || target FROM audit WHERE action = 'trigger' ORDER BY at"))
                    .containsExactly("x old", "z fresh");
            assertThat(nodes.column("SELECT count(*) FROM event JOIN audit ON target = key AND at = triggered_at"))
                    .containsExactly("2");
        }

        @Test
        void shouldSeeTheValueOfATriggerThatItHadToWaitFor() {
            PgConnection first = nodes.connection();
            nodes.run(first, "BEGIN");
            nodes.run(first, "INSERT INTO event VALUES ('e', '\"first\"', now(), 'other node', true)");
            Events events = new Events(nodes.vertx, nodes.pool, (key, waiting) -> {});
            Future<Events.Event> second = events.trigger("e", "\"first\"", "us");
            nodes.untilSomebodyWaitsForALock();
            nodes.run(first, "COMMIT");
            assertThat(await(second).triggeredBy()).isEqualTo("other node");
        }

        @Test
        void shouldRingWhoWaitsForAnotherEventSinceItsCodeHasChanged() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(PartOf.workflow("w").waiter(3, "before").made())));
            await(nodes.a.flush(List.of(PartOf.workflow("w").waiter(3, "now").made())));
            Promise<List<Events.Waiting>> rung = Promise.promise();
            await(nodes.eventsThatRing(rung).trigger("now", "1", "x"));
            assertThat(await(rung.future())).containsExactly(new Events.Waiting("w", TwoNodes.PARTITION));
        }

        @Test
        void shouldRingThoseWhoseRowsWaitAndStayOpenUntilNobodyDoes() {
            await(nodes.a.flush(List.of(start("w"))));
            Part waits = PartOf.workflow("w").waiter(0, "e").made();
            await(nodes.a.flush(List.of(waits)));
            Promise<List<Events.Waiting>> rung = Promise.promise();
            await(nodes.eventsThatRing(rung).trigger("e", "1", "x"));
            assertThat(await(rung.future())).containsExactly(new Events.Waiting("w", TwoNodes.PARTITION));
            PartitionReads reads = new PartitionReads(nodes.pool);
            await(reads.closeServedEvents("", 10));
            List<PartitionReads.OpenWait> waiting =
                    await(reads.waits(await(reads.openEvents("", 10)), List.of(TwoNodes.PARTITION)));
            assertThat(waiting).extracting(PartitionReads.OpenWait::workflowId).containsExactly("w");
            Part settled = PartOf.workflow("w").settled(0).made();
            await(nodes.a.flush(List.of(settled)));
            await(reads.closeServedEvents("", 10));
            assertThat(nodes.column("SELECT key FROM event WHERE open")).isEmpty();
        }
    }
}
