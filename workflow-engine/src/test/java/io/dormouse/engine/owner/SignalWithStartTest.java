package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.store.Part.KeyRow;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A start that brings a signal: both in one commit, or neither. */
final class SignalWithStartTest {
    private static final Workflow<Object, Object> TWO_WORDS =
            (input, flow) -> await(flow.signal("word", String.class)) + await(flow.signal("word", String.class));

    private static Future<StartResult> start(OwnerUnderTest test, String word) {
        return test.owner.start(new NewWorkflow(
                "w",
                1,
                "w",
                1,
                true,
                "null",
                "tester",
                7,
                Optional.empty(),
                Map.of("customer", "acme"),
                Optional.of(new Entry.Signalled("word", '"' + word + '"', "id-" + word))));
    }

    private static OwnerUnderTest test() {
        return new OwnerUnderTest().code("w", TWO_WORDS);
    }

    private static void endsWith(OwnerUnderTest test, String words) {
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains('"' + words + '"');
        assertThat(test.store.journalOf("w"))
                .filteredOn(Entry.Signalled.class::isInstance)
                .hasSize(2);
    }

    @Test
    void shouldBeOneCommit() {
        OwnerUnderTest test = test();
        test.done(start(test, "a"));
        assertThat(test.store.committed.getFirst().entries()).hasSize(2);
        assertThat(test.store.committed.getFirst().keys()).containsExactly(KeyRow.ofSignal("id-a"));
        assertThat(test.store.rowOf("w").tags()).isEqualTo(Map.of("customer", "acme"));
        test.done(test.owner.signal("w", "word", "\"b\"", "id-b", "tester"));
        endsWith(test, "ab");
    }

    @Test
    void shouldGiveTheSignalToOneThatIsThere() {
        OwnerUnderTest test = test();
        assertThat(test.done(start(test, "a")).created()).isTrue();
        assertThat(test.done(start(test, "b")).created()).isFalse();
        endsWith(test, "ab");
    }

    @Test
    void shouldGiveTheSignalsOfAllWhoStartAtOnce() {
        OwnerUnderTest test = test();
        List<Future<StartResult>> starts = List.of(start(test, "a"), start(test, "b"), start(test, "a"));
        starts.forEach(test::done);
        endsWith(test, "ab");
    }

    @Test
    void shouldBeOneSignalWhenTheSameIsAskedAgainAlsoAfterTheEnd() {
        OwnerUnderTest test = test();
        test.done(start(test, "a"));
        test.done(start(test, "a"));
        test.done(start(test, "b"));
        endsWith(test, "ab");
        assertThat(test.done(start(test, "a")).created()).isFalse();
        assertThat(test.refused(start(test, "c"))).hasMessageContaining("COMPLETED");
    }

    @Test
    void shouldBeOneWhenTheAnswerIsLostAndItIsAskedAgain() {
        OwnerUnderTest test = test();
        assertThat(test.refused(test.loseTheAnswer(() -> start(test, "a")))).isInstanceOf(CallException.class);
        test.done(start(test, "a"));
        test.done(start(test, "b"));
        endsWith(test, "ab");
    }

    @Test
    void shouldBeNeitherWhenTheFlushVanishes() {
        OwnerUnderTest test = test();
        test.refused(test.loseTheFlush(() -> start(test, "a")));
        assertThat(test.store.rows).isEmpty();
        assertThat(test.store.keys).isEmpty();
        test.done(start(test, "a"));
        test.done(start(test, "b"));
        endsWith(test, "ab");
    }
}
