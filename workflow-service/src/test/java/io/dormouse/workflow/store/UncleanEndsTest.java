package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.append;
import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.completed;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Status;
import io.dormouse.workflow.cluster.SuspectTable;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is written down when the owners of partitions end without handing them over. */
final class UncleanEndsTest {
    private static final List<Integer> PARTITION = List.of(TwoNodes.PARTITION);

    private final TwoNodes nodes = new TwoNodes();
    private final SuspectTable suspects = new SuspectTable(nodes.pool);

    @AfterEach
    void close() {
        nodes.close();
    }

    private void takes(String node, String from) {
        await(nodes.table.take(node, Optional.of(from), PARTITION));
    }

    private boolean isRestless(String node) {
        return await(nodes.table.read(node)).restless().contains(TwoNodes.PARTITION);
    }

    @Nested
    final class OfOwners {
        @Test
        void shouldMakeAPartitionRestlessAfterTwo() {
            takes("b", "a");
            assertThat(isRestless("b")).isFalse();
            takes("a", "b");
            assertThat(isRestless("a")).isTrue();
        }

        @Test
        void shouldNotCountAHandOver() {
            takes("b", "a");
            await(nodes.table.handOver("b", PARTITION, false));
            await(nodes.table.take("a", Optional.empty(), PARTITION));
            assertThat(isRestless("a")).isFalse();
        }

        @Test
        void shouldBeForgottenWhenAnOwnerEndsCleanly() {
            takes("b", "a");
            takes("a", "b");
            await(nodes.table.handOver("a", PARTITION, true));
            await(nodes.table.take("b", Optional.empty(), PARTITION));
            assertThat(isRestless("b")).isFalse();
        }

        @Test
        void shouldBeForgottenWhenAnOwnerHasLivedForAWhile() {
            takes("b", "a");
            takes("a", "b");
            assertThat(await(suspects.calmDown("a"))).isFalse();
            assertThat(isRestless("a")).isTrue();

            await(nodes.pool
                    .query("UPDATE partition_owner SET taken_at = taken_at - interval '31 s'")
                    .execute());
            assertThat(await(suspects.calmDown("b"))).as("another's").isFalse();
            assertThat(await(suspects.calmDown("a"))).isTrue();
            assertThat(isRestless("a")).isFalse();
        }
    }

    @Nested
    final class OverWorkflows {
        @BeforeEach
        void one() {
            await(nodes.a.flush(List.of(start("w"))));
        }

        @Test
        void shouldCountEveryNodeOnce() {
            assertThat(await(suspects.attempt("a", "w"))).isOne();
            assertThat(await(suspects.attempt("a", "w")))
                    .as("its answer was lost")
                    .isOne();
            takes("b", "a");
            assertThat(await(suspects.attempt("b", "w"))).isEqualTo(2);
        }

        @Test
        void shouldNotBeWrittenDownByOneThatDoesNotOwnIt() {
            assertThat(await(suspects.attempt("b", "w"))).isZero();
            assertThat(await(suspects.attempt("a", "never"))).isZero();
        }

        @Test
        void shouldBeginAnewWhenTheJournalHasGrown() {
            await(suspects.attempt("a", "w"));
            await(nodes.a.flush(List.of(append("w", completed(1, "1")))));
            takes("b", "a");
            assertThat(await(suspects.attempt("b", "w"))).isOne();
        }

        @Test
        void shouldNotTakeWhatOthersSendForAStepForward() {
            await(suspects.attempt("a", "w"));
            await(nodes.a.flush(List.of(append(
                    "w",
                    PartOf.recorded(1, new Entry.Signalled("go", "1", "s")),
                    PartOf.recorded(2, new Entry.Progressed(0, "1"))))));
            takes("b", "a");
            assertThat(await(suspects.attempt("b", "w"))).isEqualTo(2);
        }

        @Test
        void shouldBeginAnewWhenItsPartitionHasCalmedDown() {
            await(suspects.attempt("a", "w"));
            takes("b", "a");
            await(nodes.pool
                    .query("UPDATE partition_owner SET taken_at = taken_at - interval '31 s'")
                    .execute());
            await(suspects.calmDown("b"));
            assertThat(await(suspects.attempt("b", "w"))).isOne();
        }

        @Test
        void shouldBeginAnewWhenOneHasDoneNoHarm() {
            await(suspects.attempt("a", "w"));
            await(suspects.acquit("b", "w"));
            takes("b", "a");
            assertThat(await(suspects.attempt("b", "w"))).as("another's word").isEqualTo(2);

            await(suspects.acquit("b", "w"));
            takes("a", "b");
            assertThat(await(suspects.attempt("a", "w"))).isOne();
        }

        @Test
        void shouldBeForgottenOnceItStandsStill() {
            await(suspects.attempt("a", "w"));
            await(suspects.tidy());
            assertThat(nodes.column("SELECT workflow_id FROM suspect")).containsExactly("w");

            await(nodes.a.flush(List.of(append("w", Status.STUCK))));
            await(suspects.tidy());
            assertThat(nodes.column("SELECT workflow_id FROM suspect")).isEmpty();
        }
    }
}
