package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.append;
import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.completed;
import static io.dormouse.workflow.store.TwoNodes.finished;
import static io.dormouse.workflow.store.TwoNodes.start;
import static io.dormouse.workflow.store.TwoNodes.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.EntryCodec;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Addressee;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A workflow that goes on in another run, in the transaction that closes the old one. */
final class NextRunTest {
    private static final Entry.Rewound REWOUND =
            new Entry.Rewound(0, Map.of(), Set.of(), new Origin(7, "w", 1), "operator", "");

    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Nested
    final class AContinueAsNew {
        @Test
        void shouldTakeAlongTheSignalsOfTheSameFlush() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .signal(1, "late", "s1")
                    .entry(2, new Entry.ContinuedAsNew("null"))
                    .next(1, false, started("w"), new Entry.Signalled("late", "1", "s1"))
                    .made())));
            Stored loaded = await(nodes.a.load(List.of("w"))).getFirst();
            assertThat(loaded.head().run()).isOne();
            assertThat(decoded(loaded)).containsExactly(started("w"), new Entry.Signalled("late", "1", "s1"));
        }

        @Test
        void shouldLeaveAFreshRow() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .change(Status.WAITING, Optional.of("half way"), Map.of("k", "v"))
                    .made())));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, new Entry.ContinuedAsNew("null"))
                    .next(1, false, started("w"))
                    .made())));
            WorkflowHead head = nodes.head("w");
            assertThat(head.status()).isEqualTo(Status.RUNNING);
            assertThat(head.statusText()).isEmpty();
            assertThat(head.tags()).isEqualTo(Map.of("k", "v"));
        }

        @Test
        void shouldBeRefusedToAWorkflowThatHasEnded() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", Status.TERMINATED, finished(1)))));
            Part late = PartOf.workflow("w").next(1, false, started("w")).made();
            assertThat(nodes.failure(nodes.a.flush(List.of(late)))).isEqualTo(Why.CONFLICT);
            assertThat(nodes.column("SELECT DISTINCT run FROM journal")).containsExactly("0");
        }

        @Test
        void shouldTakeTheRowsOfTheOldRunsSleepersWithIt() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(
                    PartOf.workflow("w").waiter(0, "e").timer(1, PartOf.NOW).made())));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, new Entry.ContinuedAsNew("null"))
                    .next(1, false, started("w"))
                    .allSettled()
                    .made())));
            await(nodes.a.flush(List.of(PartOf.workflow("w", 1).waiter(0, "e").made())));
            assertThat(nodes.column("SELECT run FROM event_waiter")).containsExactly("1");
            assertThat(nodes.column("SELECT run FROM timer")).isEmpty();
        }
    }

    @Nested
    final class ARewind {
        @Test
        void shouldCloseTheOldRunAgainstAStaleCopy() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(rewind(1))));
            assertThat(nodes.failure(nodes.a.flush(List.of(append("w", completed(1, "1"))))))
                    .isEqualTo(Why.CONFLICT);
            assertThat(nodes.head("w").run()).isOne();
        }

        @Test
        void shouldLeaveTheOldRunReadable() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", completed(1, "1")))));
            await(nodes.a.flush(List.of(rewind(2))));
            assertThat(decoded(await(nodes.a.load("w", 0)).orElseThrow()))
                    .containsExactly(started("w"), completed("1"), REWOUND);
            assertThat(decoded(await(nodes.a.load("w", 1)).orElseThrow())).containsExactly(started("w"), REWOUND);
            assertThat(await(nodes.a.load("w", 2))).isEmpty();
        }

        @Test
        void shouldKeepTheTimesOfWhatItCopies() {
            await(nodes.a.flush(List.of(start("w"))));
            Instant earlier = PartOf.NOW.minusSeconds(60);
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, REWOUND)
                    .next(1, new Recorded(0, earlier, started("w")), PartOf.recorded(1, REWOUND))
                    .made())));
            assertThat(await(nodes.a.load(List.of("w"))).getFirst().journal())
                    .extracting(StoredEntry::at)
                    .containsExactly(earlier, PartOf.NOW);
        }

        @Test
        void shouldBringBackAWorkflowThatHasEnded() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(append("w", Status.COMPLETED, finished(1)))));
            await(nodes.a.flush(List.of(rewind(2))));
            assertThat(nodes.head("w").status()).isEqualTo(Status.RUNNING);
            assertThat(nodes.head("w").finishedAt()).isEmpty();
        }

        @Test
        void shouldBeRefusedToACopyOfAnOldRunAndWriteNothingOfThatFlush() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(rewind(1))));
            Part stale = PartOf.workflow("w", 0).next(2, true, started("w")).made();
            assertThat(nodes.failure(nodes.a.flush(List.of(start("neighbour"), stale))))
                    .isEqualTo(Why.CONFLICT);
            assertThat(nodes.column("SELECT id FROM workflow")).containsExactly("w");
        }

        private Part rewind(long position) {
            return PartOf.workflow("w")
                    .entry(position, REWOUND)
                    .next(1, true, started("w"), REWOUND)
                    .made();
        }
    }

    @Nested
    final class ASignal {
        @Test
        void shouldBeKnownOnceOverAllRuns() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(
                    List.of(PartOf.workflow("w").signal(1, "go", "s1").made())));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(2, new Entry.ContinuedAsNew("null"))
                    .next(1, false, started("w"))
                    .made())));
            Part again = PartOf.workflow("w", 1).signal(1, "go", "s1").made();
            assertThat(nodes.failure(nodes.a.flush(List.of(again)))).isEqualTo(Why.CONFLICT);
            assertThat(nodes.column("SELECT count(*) FROM journal WHERE run = 1"))
                    .containsExactly("1");
        }

        @Test
        void shouldBeLookedUpWithItsWorkflowInOneQuery() {
            await(nodes.a.flush(List.of(start("w"), start("other"))));
            await(nodes.a.flush(
                    List.of(PartOf.workflow("w").signal(1, "go", "s1").made())));
            Addressee.Key known = new Addressee.Key("w", "s1");
            Addressee.Key elsewhere = new Addressee.Key("other", "s1");
            Addressee.Key alone = new Addressee.Key("w", "");
            Addressee.Key nobody = new Addressee.Key("nobody", "s1");
            Map<Addressee.Key, Addressee> found = await(nodes.a.addressees(List.of(known, elsewhere, alone, nobody)));
            assertThat(found).containsOnlyKeys(known, elsewhere, alone, nobody);
            assertThat(found).extractingByKey(known).satisfies(addressee -> {
                assertThat(addressee.known()).contains("");
                assertThat(addressee.head()).map(WorkflowHead::id).contains("w");
            });
            assertThat(found).extractingByKey(elsewhere).returns(Optional.empty(), Addressee::known);
            assertThat(found).extractingByKey(alone).returns(Optional.empty(), Addressee::known);
            assertThat(found).extractingByKey(nobody).returns(Optional.empty(), Addressee::head);
        }
    }

    @Nested
    final class AnOrder {
        @Test
        void shouldBeKnownOnceOverAllRunsWithWhatItWas() {
            await(nodes.a.flush(List.of(start("w"))));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, REWOUND)
                    .next(1, true, started("w"), REWOUND)
                    .order("k", "rewind to 0 by boss")
                    .made())));
            Addressee.Key key = new Addressee.Key("w", "k");
            assertThat(await(nodes.a.addressees(List.of(key))))
                    .extractingByKey(key)
                    .returns(Optional.of("rewind to 0 by boss"), Addressee::known);
            Part again =
                    PartOf.workflow("w", 1).order("k", "rewind to 0 by boss").made();
            assertThat(nodes.failure(nodes.a.flush(List.of(again)))).isEqualTo(Why.CONFLICT);
        }
    }

    private static List<Entry> decoded(Stored stored) {
        return stored.journal().stream()
                .map(entry -> EntryCodec.decode(entry.row()))
                .toList();
    }
}
