package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.owner.OwnerUnderTest.Calls;
import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A run that goes on as the next one. */
final class ContinueAsNewTest {
    /** Takes one word a run, and ends with all of them after the third. */
    private static final Workflow<Object, Object> COLLECTS = (input, flow) -> {
        String words = (input == null ? "" : input) + await(flow.signal("word", String.class));
        return words.length() == 3 ? words : flow.continueAsNew(words);
    };

    private static Future<Void> send(OwnerUnderTest test, String word) {
        return test.owner.signal("w", "word", '"' + word + '"', "id-" + word, "tester");
    }

    @Test
    void shouldGoOnWithAnotherInputAndAnEmptyJournal() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", COLLECTS).started("w", "w", Status.WAITING);
        test.done(send(test, "a"));
        test.until("the next run", () -> test.store.rowOf("w").run() == 1);
        test.until("w", Status.WAITING);
        assertThat(test.store.rowOf("w").input()).isEqualTo("\"a\"");
        assertThat(test.store.journalOf("w")).hasSize(1);
        assertThat(test.store.journalOf("w", 0).getLast()).isEqualTo(new Entry.ContinuedAsNew("\"a\""));
        test.done(send(test, "b"));
        test.done(send(test, "c"));
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"abc\"");
    }

    @Test
    void shouldTakeSignalsAlongInTheirOrder() {
        OwnerUnderTest test = new OwnerUnderTest(0).code("w", COLLECTS).started("w", "w", Status.WAITING);
        List<Future<Void>> sent = List.of(send(test, "a"), send(test, "b"), send(test, "c"));
        sent.forEach(test::done);
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"abc\"");
        assertThat(test.store.rowOf("w").run()).isEqualTo(2);
    }

    @Test
    void shouldTakeAlongWhatArrivesWhileTheFlushIsUnderWay() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", COLLECTS).started("w", "w", Status.WAITING);
        test.store.hold = true;
        Future<Void> first = send(test, "a");
        test.until("a is sent", () -> !test.store.held.isEmpty());
        Future<Void> second = send(test, "b");
        test.loop.runAll();
        test.store.commit(test.store.held.remove());
        test.until("b is sent", () -> !test.store.held.isEmpty());
        Future<Void> third = send(test, "c");
        test.loop.runAll();
        test.release();
        test.done(first);
        test.done(second);
        test.done(third);
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"abc\"");
    }

    @Test
    void shouldTakeAlongWhatAReplayHasNotReadYet() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            String words = (input == null ? "" : input) + await(flow.signal("word", String.class));
            if (begun.incrementAndGet() == 1) mayGoOn.await();
            return words.length() == 3 ? words : flow.continueAsNew(words);
        });
        test.started("w", "w", Status.WAITING);
        test.done(send(test, "a"));
        test.until("it is busy", () -> begun.get() == 1);
        test.done(send(test, "b"));
        test.done(send(test, "c"));
        test.restart().until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"abc\"");
        mayGoOn.countDown();
    }

    @Test
    void shouldTakeAlongACancellationThatNobodyHasHeard() {
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            await(flow.signal("word", String.class));
            begun.incrementAndGet();
            mayGoOn.await();
            return flow.continueAsNew("next");
        });
        test.started("w", "w", Status.WAITING);
        test.done(send(test, "a"));
        test.until("it is busy", () -> begun.get() == 1);
        test.done(test.owner.cancel(order("w", "boss", "enough")));
        mayGoOn.countDown();
        test.until("w", Status.CANCELLED);
        assertThat(test.store.rowOf("w").run()).isOne();
    }

    @Test
    void shouldGoOnWhenTheAnswerIsLostOrTheFlushVanishes() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", COLLECTS).started("w", "w", Status.WAITING);
        test.store.hold = true;
        Future<Void> first = send(test, "a");
        for (int failures = 0; failures < 4; failures++) {
            test.until("sent", () -> !test.store.held.isEmpty());
            MemoryStore.Flush flush = test.store.held.remove();
            if (failures % 2 == 0) test.store.apply(flush);
            test.store.fail(flush, Why.ANSWER_LOST, "connection reset");
        }
        test.release();
        test.until("answered", first::isComplete);
        test.done(send(test, "a"));
        test.done(send(test, "b"));
        test.done(send(test, "c"));
        test.until("w", Status.COMPLETED);
        assertThat(test.store.rowOf("w").result()).contains("\"abc\"");
    }

    @Test
    void shouldWithdrawWhatIsUnderWay() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            if (input != null) return "done";
            Future<String> forgotten = flow.service(Calls.class).make("create");
            await(flow.signal("word", String.class));
            return forgotten.isComplete() ? "no" : flow.continueAsNew("next");
        });
        test.start("w", "w");
        test.call("w/0/0");
        test.done(send(test, "a"));
        test.until("w", Status.COMPLETED);
        test.until("withdrawn", () -> test.cancelled.contains("w/0/0"));
    }

    @Test
    void shouldKeepTheTagsAndSayThemInTheRow() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            if (input != null) return await(flow.signal("word", String.class));
            flow.tag("customer", "acme");
            return flow.continueAsNew("next");
        });
        test.started("w", "w", Status.WAITING);
        assertThat(test.store.rowOf("w").run()).isOne();
        assertThat(test.store.rowOf("w").tags()).isEqualTo(Map.of("customer", "acme"));
    }

    @Test
    void shouldDrawOtherValuesInEveryRun() {
        List<String> drawn = Collections.synchronizedList(new ArrayList<>());
        OwnerUnderTest test = new OwnerUnderTest().code("w", (input, flow) -> {
            drawn.add(flow.uuid().toString());
            return drawn.size() == 3 ? "done" : flow.continueAsNew("next");
        });
        test.started("w", "w", Status.COMPLETED);
        assertThat(drawn).doesNotHaveDuplicates();
    }

    @Test
    void shouldBeRefusedWhileASagaHasSomethingToUndo() {
        OwnerUnderTest test = new OwnerUnderTest().code("w", ContinueAsNewTest::withASaga);
        test.started("w", "w", Status.FAILED);
        assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("call keep() or undo()");
    }

    private static Object withASaga(Object input, Flow flow) {
        flow.saga().compensate(() -> flow.run("undo", () -> "undone"));
        return flow.continueAsNew("next");
    }
}
