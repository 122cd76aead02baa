package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.start;
import static io.dormouse.workflow.store.TwoNodes.starting;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.Status;
import io.dormouse.workflow.store.Events.Waiting;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.pgclient.PgConnection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Children live with other owners; what the two tell each other goes through rows. */
final class ChildRulesTest {
    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Nested
    final class TheEndOfAChild {
        @Test
        void shouldTriggerItsEventInItsOwnTransaction() {
            await(nodes.a.flush(List.of(start("p~0.0"))));
            await(nodes.a.flush(List.of(end("first"))));
            assertThat(nodes.column(
                            "SELECT key || ' ' || (body->>'success') || ' ' || triggered_by FROM event WHERE open"))
                    .containsExactly("child:p~0.0 first engine");
        }

        @Test
        void shouldNotTriggerItIfItDoesNotCommit() {
            await(nodes.a.flush(List.of(start("p~0.0"))));
            await(nodes.table.take("b", Optional.of("a"), List.of(TwoNodes.PARTITION)));
            assertThat(nodes.failure(nodes.a.flush(List.of(end("first"))))).isEqualTo(Why.FENCED);
            assertThat(nodes.column("SELECT key FROM event")).isEmpty();
        }

        @Test
        void shouldKeepTheFirstResultWhenARewoundChildEndsAgain() {
            await(nodes.a.flush(List.of(start("p~0.0"))));
            await(nodes.a.flush(List.of(end("first"))));
            await(nodes.a.flush(List.of(PartOf.workflow("p~0.0")
                    .next(1, true, TwoNodes.started("p~0.0"))
                    .made())));
            await(nodes.a.flush(List.of(PartOf.workflow("p~0.0", 1)
                    .entry(1, new Entry.Finished(new Outcome.Success("\"second\"", null)))
                    .change(Status.COMPLETED)
                    .announces("child:p~0.0", "{\"success\":\"second\"}")
                    .made())));
            assertThat(nodes.column("SELECT body->>'success' FROM event")).containsExactly("first");
            assertThat(nodes.head("p~0.0").status()).isEqualTo(Status.COMPLETED);
        }

        @Test
        void shouldWaitForAnotherTransactionThatTriggersItAndThenStandBack() {
            await(nodes.a.flush(List.of(start("p~0.0"))));
            PgConnection first = nodes.connection();
            nodes.run(first, "BEGIN");
            nodes.run(
                    first,
                    "INSERT INTO event VALUES ('child:p~0.0', '{\"success\":\"other\"}', now(), 'engine', true)");
            Future<Void> second = nodes.a.flush(List.of(end("ours")));
            nodes.untilSomebodyWaitsForALock();
            nodes.run(first, "COMMIT");
            await(second);
            assertThat(nodes.column("SELECT body->>'success' FROM event")).containsExactly("other");
        }

        @Test
        void shouldRingTheParentThatSleeps() {
            await(nodes.a.flush(List.of(start("p"), start("p~0.0"))));
            await(nodes.a.flush(
                    List.of(PartOf.workflow("p").waiter(0, "child:p~0.0").made())));
            await(nodes.a.flush(List.of(end("first"))));
            Promise<List<Waiting>> rung = Promise.promise();
            nodes.eventsThatRing(rung).announced(Set.of("child:p~0.0"));
            assertThat(await(rung.future())).containsExactly(new Waiting("p", TwoNodes.PARTITION));
        }

        private Part end(String result) {
            return PartOf.workflow("p~0.0")
                    .entry(1, new Entry.Finished(new Outcome.Success('"' + result + '"', null)))
                    .change(Status.COMPLETED)
                    .announces("child:p~0.0", "{\"success\":\"%s\"}".formatted(result))
                    .made();
        }
    }

    @Nested
    final class ACancelThatOvertakesTheStart {
        @Test
        void shouldLeaveTheIdTakenByAChildThatIsCancelled() {
            await(nodes.a.flush(List.of(starting("p~0.0", Optional.of("p"), Map.of())
                    .entry(1, new Entry.Cancelled("p", "nobody waits for it"))
                    .entry(2, new Entry.Finished(new Outcome.Failure("CANCELLED", 0, "cancelled", false)))
                    .change(Status.CANCELLED)
                    .made())));
            assertThat(nodes.head("p~0.0").status()).isEqualTo(Status.CANCELLED);
            assertThat(nodes.head("p~0.0").parent()).contains("p");
            assertThat(nodes.failure(nodes.a.flush(List.of(start("p~0.0"))))).isEqualTo(Why.CONFLICT);
        }
    }

    @Nested
    final class ACancellation {
        @Test
        void shouldStayInTheRunInWhichItsCallWasGivenAndBeReadAgainUntilItIsAnswered() {
            await(nodes.a.flush(List.of(start("p"))));
            await(nodes.a.flush(List.of(
                    PartOf.workflow("p").next(1, true, TwoNodes.started("p")).made())));
            CancellationRow child = new CancellationRow(0, 0, "workflow.v1", "p~0.0");
            await(nodes.a.flush(
                    List.of(PartOf.workflow("p", 1).cancellation(child).made())));
            PartitionReads reads = new PartitionReads(nodes.pool);
            assertThat(await(reads.unwanted(List.of(TwoNodes.PARTITION))))
                    .extracting(unwanted -> unwanted.withdrawal().run())
                    .containsExactly(0);
            await(nodes.a.forget("p", 0, 0));
            assertThat(await(reads.unwanted(List.of(TwoNodes.PARTITION)))).isEmpty();
        }
    }
}
