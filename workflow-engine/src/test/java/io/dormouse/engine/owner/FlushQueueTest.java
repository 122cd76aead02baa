package io.dormouse.engine.owner;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.store.Part;
import io.dormouse.engine.store.Status;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Group commit while all goes well; {@link FlushFailureTest} has the rest. */
final class FlushQueueTest {
    private static final Workflow<Object, Object> TWO_SIGNALS =
            (input, flow) -> "" + await(flow.signal("a", Integer.class)) + await(flow.signal("b", Integer.class));

    private final OwnerUnderTest test =
            new OwnerUnderTest().code("signals", TWO_SIGNALS).started("signals", "w", Status.WAITING);

    /** The database works on it while those go on whose commit is through. */
    @Test
    void shouldSendWhatHasGatheredBeforeAnybodyGoesOn() {
        test.store.hold = true;
        Future<StartResult> first = test.start("signals", "first");
        test.until("the first is sent", () -> test.store.held.size() == 1);
        test.start("signals", "second");
        test.loop.runAll();
        AtomicInteger sentWhenTold = new AtomicInteger();
        first.onSuccess(started -> sentWhenTold.set(test.store.held.size()));

        test.store.commit(test.store.held.remove());
        test.until("the first is told", first::isComplete);

        assertThat(sentWhenTold).as("the second was sent before").hasValue(1);
        test.release();
        test.until("second", Status.WAITING);
    }

    @Test
    void shouldWriteBehindWhatIsDurableWhatAWorkflowGetsMeanwhile() {
        test.store.hold = true;
        Future<Void> first = test.owner.signal("w", "a", "1", "s1", "tester");
        test.until("the first is sent", () -> test.store.held.size() == 1);
        int before = test.store.committed.size();
        Future<Void> second = test.owner.signal("w", "b", "2", "s2", "tester");
        test.loop.runAll();

        test.store.commit(test.store.held.remove());
        test.until("the first is told", first::isComplete);
        assertThat(second.isComplete()).as("what is not durable is not told").isFalse();

        test.release();
        test.until("w", Status.COMPLETED);
        assertThat(second.succeeded()).isTrue();
        assertThat(test.store.rowOf("w").result()).contains("\"12\"");
        List<Part> written = test.store.committed.subList(before, test.store.committed.size());
        assertThat(written)
                .flatExtracting(Part::entries)
                .extracting(Recorded::position)
                .isSorted()
                .doesNotHaveDuplicates();
    }
}
