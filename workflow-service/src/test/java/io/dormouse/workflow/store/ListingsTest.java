package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.started;
import static io.dormouse.workflow.store.TwoNodes.starting;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.workflow.store.Listings.Filter;
import io.dormouse.workflow.store.Listings.Journal;
import io.dormouse.workflow.store.Listings.Page;
import io.dormouse.workflow.store.Listings.Place;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class ListingsTest {
    private static final Filter ALL = new Filter(EnumSet.allOf(Status.class), Optional.empty(), Map.of());

    /** Three of these are more than a page may weigh. */
    private static final String HEAVY = '"' + "x".repeat(1_500_000) + '"';

    private final TwoNodes nodes = new TwoNodes();
    private final Listings listings = new Listings(nodes.pool);

    @AfterEach
    void close() {
        nodes.close();
    }

    @Nested
    final class AList {
        @Test
        void shouldFindByAllTagsThatAreAskedFor() {
            given(tagged("both", Map.of("team", "sre", "env", "prod")), tagged("one", Map.of("team", "sre")));
            assertThat(list(wanted(Map.of("team", "sre")))).containsExactlyInAnyOrder("both", "one");
            assertThat(list(wanted(Map.of("team", "sre", "env", "prod")))).containsExactly("both");
            assertThat(list(wanted(Map.of("team", "dev")))).isEmpty();
        }

        @Test
        void shouldFindByTagsThatTheCodeHasSet() {
            given(tagged("w", Map.of()));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .change(Status.RUNNING, Optional.of("half way"), Map.of("step", "2"))
                    .made())));
            WorkflowHead found = await(listings.list(wanted(Map.of("step", "2")), Optional.empty(), 10))
                    .items()
                    .getFirst();
            assertThat(found.statusText()).contains("half way");
            assertThat(found.tags()).isEqualTo(Map.of("step", "2"));
        }

        @Test
        void shouldGoOnWhereThePageBeforeEnded() {
            given(tagged("a", Map.of()), tagged("b", Map.of()), tagged("c", Map.of()));
            Page<WorkflowHead> first = await(listings.list(ALL, Optional.empty(), 2));
            assertThat(first.items()).extracting(WorkflowHead::id).containsExactly("c", "b");
            assertThat(first.more()).isTrue();
            WorkflowHead last = first.items().getLast();
            Page<WorkflowHead> second =
                    await(listings.list(ALL, Optional.of(new Place(last.createdAt(), last.id())), 2));
            assertThat(second.items()).extracting(WorkflowHead::id).containsExactly("a");
            assertThat(second.more()).isFalse();
        }

        @Test
        void shouldEndAPageEarlyRatherThanGrowTooHeavy() {
            given(heavy("a"), heavy("b"), heavy("c"));
            Page<WorkflowHead> page = await(listings.list(ALL, Optional.empty(), 10));
            assertThat(page.items()).extracting(WorkflowHead::id).containsExactly("c", "b");
            assertThat(page.more()).isTrue();
        }

        @Test
        void shouldTellPlacesOfThoseThatHaveNotEnded() {
            given(tagged("a", Map.of()), tagged("b", Map.of()));
            await(nodes.a.flush(List.of(TwoNodes.append("a", Status.COMPLETED, TwoNodes.finished(1)))));
            Filter unfinished = new Filter(Filter.UNFINISHED, Optional.of("test"), Map.of());
            assertThat(await(listings.places(unfinished, Optional.empty(), 10)))
                    .extracting(Place::id)
                    .containsExactly("b");
        }
    }

    @Nested
    final class AJournal {
        @Test
        void shouldBeReadOfTheRunThatIsAskedFor() {
            given(tagged("w", Map.of()));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, TwoNodes.completed("1"))
                    .next(1, true, started("w"))
                    .made())));
            assertThat(journal(0, 0, 10).items()).hasSize(2);
            assertThat(journal(1, 0, 10).items()).hasSize(1);
            assertThat(journal(0, 1, 10).items())
                    .extracting(StoredEntry::position)
                    .containsExactly(1L);
        }

        @Test
        void shouldEndAPageEarlyButGiveAtLeastOneEntry() {
            given(heavy("w"));
            await(nodes.a.flush(List.of(PartOf.workflow("w")
                    .entry(1, TwoNodes.completed(HEAVY))
                    .entry(2, TwoNodes.completed(HEAVY))
                    .entry(3, TwoNodes.completed("\"" + "y".repeat(5_000_000) + "\""))
                    .made())));
            assertThat(positions(journal(0, 0, 10))).containsExactly(0L, 1L, 2L);
            assertThat(journal(0, 0, 10).more()).isTrue();
            assertThat(positions(journal(0, 3, 10))).containsExactly(3L);
            assertThat(journal(0, 3, 10).more()).isFalse();
        }

        private Page<StoredEntry> journal(int run, long from, int limit) {
            return await(listings.journal("w", run, from, limit));
        }

        private List<Long> positions(Page<StoredEntry> page) {
            return page.items().stream().map(StoredEntry::position).toList();
        }
    }

    @Nested
    final class WholeJournals {
        @Test
        void shouldBeGivenPageByPageAndNeverInPieces() {
            given(tagged("a", Map.of()), tagged("b", Map.of()), tagged("c", Map.of()));
            await(nodes.a.flush(List.of(PartOf.workflow("b")
                    .entry(1, TwoNodes.completed(HEAVY))
                    .entry(2, TwoNodes.completed(HEAVY))
                    .entry(3, TwoNodes.completed(HEAVY))
                    .made())));
            Page<Journal> first = await(listings.journals(ALL, Optional.empty(), Optional.empty(), 10));
            assertThat(first.items()).extracting(Journal::id).containsExactly("a");
            assertThat(first.more()).isTrue();
            Page<Journal> second = await(listings.journals(ALL, Optional.empty(), Optional.of("a"), 10));
            assertThat(second.items()).extracting(Journal::id).containsExactly("b");
            assertThat(second.items().getFirst().entries())
                    .extracting(StoredEntry::position)
                    .containsExactly(0L, 1L, 2L, 3L);
            Page<Journal> third = await(listings.journals(ALL, Optional.empty(), Optional.of("b"), 10));
            assertThat(third.items()).extracting(Journal::id).containsExactly("c");
            assertThat(third.more()).isFalse();
        }

        @Test
        void shouldBeOfThoseAskedForOnly() {
            given(tagged("a", Map.of()), tagged("b", Map.of()), tagged("c", Map.of()));
            await(nodes.a.flush(List.of(TwoNodes.append("b", Status.COMPLETED, TwoNodes.finished(1)))));
            Filter unfinished = new Filter(Filter.UNFINISHED, Optional.empty(), Map.of());
            assertThat(await(listings.journals(unfinished, Optional.of(List.of("b", "c")), Optional.empty(), 10))
                            .items())
                    .extracting(Journal::id)
                    .containsExactly("c");
        }
    }

    private void given(Part... parts) {
        await(nodes.a.flush(List.of(parts)));
    }

    private static Part tagged(String id, Map<String, String> tags) {
        return starting(id, Optional.empty(), tags).made();
    }

    private static Part heavy(String id) {
        return PartOf.workflow(id)
                .created(new Part.NewWorkflow("test", 1, HEAVY, "tester", Optional.empty(), Map.of()))
                .entry(0, started(id))
                .made();
    }

    private static Filter wanted(Map<String, String> tags) {
        return new Filter(EnumSet.allOf(Status.class), Optional.empty(), tags);
    }

    private List<String> list(Filter filter) {
        return await(listings.list(filter, Optional.empty(), 10)).items().stream()
                .map(WorkflowHead::id)
                .toList();
    }
}
