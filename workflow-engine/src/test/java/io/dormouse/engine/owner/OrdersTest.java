package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallException;
import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for everything that somebody may do to a workflow: an entry, a row that tells who, and one effect whatever fails. */
final class OrdersTest {
    /**
     * @param paused whether the workflow is paused before
     * @param isEffect tells the entry that it leads to
     */
    record Given(String name, boolean paused, Function<OwnerUnderTest, Future<?>> give, Predicate<Entry> isEffect) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Given> orders() {
        return Stream.of(
                new Given(
                        "signal",
                        false,
                        test -> test.owner.signal("w", "go", "1", "s1", "boss"),
                        Entry.Signalled.class::isInstance),
                new Given(
                        "cancel",
                        false,
                        test -> test.owner.cancel(new Order("w", "k", "boss", "why")),
                        entry -> entry instanceof Entry.Finished),
                new Given(
                        "terminate",
                        false,
                        test -> test.owner.terminate(new Order("w", "k", "boss", "why")),
                        entry -> entry instanceof Entry.Finished),
                new Given(
                        "pause",
                        false,
                        test -> test.owner.pause(new Order("w", "k", "boss", "why")),
                        Entry.Paused.class::isInstance),
                new Given(
                        "resume",
                        true,
                        test -> test.owner.resume(new Order("w", "k", "boss", "why")),
                        Entry.Resumed.class::isInstance),
                new Given(
                        "complete",
                        false,
                        test -> test.owner.complete(
                                new Order("w", "k", "boss", "why"), 0, 0, new Outcome.Success("\"x\"", null)),
                        entry -> entry instanceof Entry.Completed done
                                && done.by().equals(Optional.of("boss"))));
    }

    private static OwnerUnderTest before(Given order) {
        OwnerUnderTest test = new OwnerUnderTest()
                .code("w", (input, flow) -> await(flow.event("e", String.class)))
                .started("w", "w", Status.WAITING);
        if (order.paused()) test.done(test.owner.pause(order("w", "boss", "first")));
        return test;
    }

    @SuppressWarnings("unchecked")
    private static Future<Object> give(OwnerUnderTest test, Given order) {
        return (Future<Object>) order.give().apply(test);
    }

    private static void hasHappenedOnce(OwnerUnderTest test, Given order) {
        test.until(
                order + " has its effect",
                () -> test.store.journalOf("w").stream().anyMatch(order.isEffect()));
        test.aWhile();
        List<Recorded> journal = new ArrayList<>(test.store.entriesOf("w").values());
        assertThat(journal.stream().map(Recorded::entry).filter(order.isEffect()))
                .hasSize(1);
        assertThat(journal)
                .extracting(Recorded::position)
                .containsExactlyElementsOf(
                        LongStream.range(0, journal.size()).boxed().toList());
    }

    /** Whoever asks again under the same key is told that it is done. */
    private static void again(OwnerUnderTest test, Given order) {
        test.done(give(test, order));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldBeAnsweredWhenItIsDurableAndNotBefore(Given order) {
        OwnerUnderTest test = before(order);
        test.store.hold = true;
        Future<Object> answer = give(test, order);
        test.until("sent", () -> !test.store.held.isEmpty());
        assertThat(answer.isComplete()).isFalse();
        test.release();
        test.done(answer);
        hasHappenedOnce(test, order);
        assertThat(test.store.committed.stream().flatMap(part -> part.audit().stream()))
                .anyMatch(
                        row -> row.action().equals(order.name()) && row.actor().equals("boss"));
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldBeWrittenLaterWhenTheDatabaseIsAway(Given order) {
        OwnerUnderTest test = before(order);
        test.done(test.refuseTheFlush(() -> give(test, order)));
        hasHappenedOnce(test, order);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldHappenOnceWhenItsAnswerIsLostAndItIsAskedAgain(Given order) {
        OwnerUnderTest test = before(order);
        assertThat(test.refused(test.loseTheAnswer(() -> give(test, order)))).isInstanceOf(CallException.class);
        again(test, order);
        hasHappenedOnce(test, order);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldHappenOnceWhenItsFlushVanishesAndItIsAskedAgain(Given order) {
        OwnerUnderTest test = before(order);
        assertThat(test.refused(test.loseTheFlush(() -> give(test, order)))).isInstanceOf(CallException.class);
        assertThat(test.store.journalOf("w")).noneMatch(order.isEffect());
        test.done(give(test, order));
        hasHappenedOnce(test, order);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldHappenOnceWhenTheProcessDiesBeforeTheAnswer(Given order) {
        OwnerUnderTest test = before(order);
        test.store.hold = true;
        give(test, order);
        test.until("sent", () -> !test.store.held.isEmpty());
        test.store.apply(test.store.held.remove());
        test.restart();
        again(test, order);
        hasHappenedOnce(test, order);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldSayThatTheWorkflowBelongsToAnotherNodeWhenItWasTaken(Given order) {
        OwnerUnderTest test = before(order);
        test.store.hold = true;
        Future<Object> answer = give(test, order);
        test.until("sent", () -> !test.store.held.isEmpty());
        test.rereading = test.owner.lose(Set.of(1));
        test.store.fail(test.store.held.remove(), Why.FENCED, "old view");
        assertThat(test.refused(answer)).isInstanceOf(CallException.class);
        assertThat(test.store.journalOf("w")).noneMatch(order.isEffect());
    }

    @Test
    void shouldTellWhoRewoundAndForked() {
        OwnerUnderTest test = before(orders().findFirst().orElseThrow());
        test.done(test.owner.fork(new NewFork("w", Optional.empty(), 0, "f", 2, 9, "boss", "what if")));
        test.done(test.owner.rewind(order("w", "boss", "once more"), 0, 9));
        assertThat(test.store.committed.stream().map(Part::audit).flatMap(List::stream))
                .extracting(Part.AuditRow::action)
                .contains("fork", "rewind");
    }
}
