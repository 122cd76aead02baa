package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static io.dormouse.workflow.store.TwoNodes.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Entry.Carried;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Origin;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.Outline;
import io.dormouse.engine.store.Part.CancellationRow;
import io.dormouse.engine.store.WaitRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is read of a workflow that is to be ended: never a payload, so that a poisoned one can be ended too. */
final class OutlineTest {
    private final TwoNodes nodes = new TwoNodes();

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void shouldListWhatWasSentAndHasNoResult() {
        given(
                called(0, Kind.CALL, "cloud.v1/create"),
                done(0, Kind.CALL),
                called(1, Kind.CALL, "cloud.v1/create"),
                called(2, Kind.ASK, "ask"),
                called(3, Kind.CHILD, "sub"),
                called(4, Kind.DETACH, "sub"),
                called(5, Kind.RUN, "a step"));
        assertThat(outline().openCalls())
                .containsExactlyInAnyOrder(
                        new CancellationRow(0, 1, "cloud.v1", "w/0/1"),
                        new CancellationRow(0, 2, "approval.v1", "w/0/2"),
                        new CancellationRow(0, 3, "workflow.v1", "w~0.3"),
                        new CancellationRow(0, 4, "workflow.v1", "w~0.4"));
        assertThat(outline().lastPosition()).isEqualTo(7);
    }

    @Test
    void shouldKnowTheRowsOfItsWaits() {
        given();
        await(nodes.a.flush(
                List.of(PartOf.workflow("w").waiter(0, "e").timer(1, PartOf.NOW).made())));
        assertThat(outline().waits()).isEqualTo(Map.of(0, new WaitRow.Event("e"), 1, new WaitRow.Timer(PartOf.NOW)));
    }

    @Test
    void shouldListWhatWasUnderWayWhenItWasRewoundAndWasNotGivenAgain() {
        Carried carried = new Carried(Kind.CALL, "cloud.v1/create", "d", new Origin(1, "w", 0));
        given(rewound(Map.of(4, carried, 5, carried)), done(5, Kind.CALL));
        assertThat(outline().openCalls()).containsExactly(new CancellationRow(0, 4, "cloud.v1", "w/0/4"));
    }

    @Test
    void shouldNotListWhatIsWithdrawnAlready() {
        given(called(0, Kind.CHILD, "sub"), called(1, Kind.CHILD, "sub"), new Entry.Withdrawn(0, "w/0/0"));
        assertThat(outline().openCalls()).containsExactly(new CancellationRow(0, 1, "workflow.v1", "w~0.1"));
    }

    @Test
    void shouldLeaveAloneWhatAForkHasCopied() {
        given(
                new Entry.Called(0, Kind.CALL, "cloud.v1/create", "X.java:1", "d", "original/0/0"),
                new Entry.Forked("original", 0, 1, new Origin(2, "w", 0), "operator", ""),
                called(0, Kind.CALL, "cloud.v1/create"));
        assertThat(outline().openCalls()).containsExactly(new CancellationRow(0, 0, "cloud.v1", "w/0/0"));
    }

    @Test
    void shouldReadNoPayload() {
        given(called(0, Kind.CALL, "cloud.v1/create"), done(1, Kind.RUN));
        Poison.payloads(nodes.pool, "w");
        Poison.allButTheseColumns(
                nodes.pool,
                "id, partition, name, version, status, run, waiting_for, source_line, status_text, tags, parent_id",
                "started_by, created_at, updated_at, finished_at");
        assertThatThrownBy(() -> await(nodes.a.load(List.of("w")))).hasMessageContaining("permission denied");
        assertThat(outline().openCalls()).hasSize(1);
        assertThat(outline().head().input()).isEqualTo("null");
    }

    private void given(Entry... entries) {
        await(nodes.a.flush(List.of(start("w"))));
        PartOf part = PartOf.workflow("w");
        for (int i = 0; i < entries.length; i++) part.entry(i + 1L, entries[i]);
        await(nodes.a.flush(List.of(part.made())));
    }

    private Outline outline() {
        return await(nodes.a.outlines(List.of("w", "nobody"))).getFirst();
    }

    private static Entry called(int seq, Kind kind, String name) {
        return new Entry.Called(seq, kind, name, "X.java:1", "d", "w/0/" + seq);
    }

    private static Entry done(int seq, Kind kind) {
        return new Entry.Completed(seq, kind, "n", "X.java:1", Outcome.NOTHING, Optional.empty());
    }

    private static Entry rewound(Map<Integer, Carried> carried) {
        return new Entry.Rewound(0, carried, Set.of(), new Origin(7, "w", 1), "operator", "");
    }
}
