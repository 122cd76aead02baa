package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.FlushFailedException.Why;
import io.dormouse.engine.store.Status;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When an order that is not carried out is told so; the orders are resumes of what is not paused, or not any more. */
final class RefusalsTest {
    private static OwnerUnderTest waiting() {
        return new OwnerUnderTest(100)
                .code("w", (input, flow) -> await(flow.signal("go", String.class)))
                .started("w", "w", Status.WAITING);
    }

    private static OwnerUnderTest paused() {
        OwnerUnderTest test = waiting();
        test.done(test.owner.pause(order("w", "boss", "wait")));
        assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
        return test;
    }

    /** Another node may have paused it by then: what is refused has not passed the fence, as what is done has. */
    @Test
    void shouldNotBeToldByANodeFromWhichItWasTakenUnnoticed() {
        OwnerUnderTest test = waiting();
        Promise<Void> reread = Promise.promise();
        test.rereading = reread.future();
        Future<Void> answer = test.owner.resume(order("w", "boss", "go on"));
        test.aWhile();
        assertThat(answer.isComplete()).isFalse();

        test.lose(Set.of(1));
        test.loop.runAll();
        reread.complete();

        assertThat(test.refused(answer)).hasMessageContaining("moves to another node; ask again");
    }

    /** The first one may never be written, and then it is paused still. */
    @Test
    void shouldNotBeToldForWhatIsNotDurable() {
        OwnerUnderTest test = paused();
        test.store.hold = true;
        Future<Void> first = test.owner.resume(order("w", "boss", "go on"));
        test.until("it is sent", () -> !test.store.held.isEmpty());
        Future<Void> second = test.owner.resume(order("w", "deputy", "go on"));
        test.aWhile();
        assertThat(second.isComplete()).isFalse();

        test.store.hold = false;
        test.store.fail(test.store.held.remove(), Why.ANSWER_LOST, "connection reset");

        assertThat(test.refused(first)).hasMessageContaining("it is not known");
        assertThat(test.refused(second)).hasMessageContaining("just being changed");
        assertThat(test.store.statusOf("w")).isEqualTo(Status.PAUSED);
    }

    @Test
    void shouldBeToldOnceTheirGroundIsDurable() {
        OwnerUnderTest test = paused();
        test.store.hold = true;
        Future<Void> first = test.owner.resume(order("w", "boss", "go on"));
        Future<Void> second = test.owner.resume(order("w", "deputy", "go on"));
        test.until("it is sent", () -> !test.store.held.isEmpty());
        test.release();

        test.done(first);
        assertThat(test.refused(second)).hasMessageContaining("is not paused");
    }
}
