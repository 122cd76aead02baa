package io.dormouse.engine.owner;

import static io.dormouse.engine.owner.OwnerUnderTest.order;
import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.store.Status;
import io.dormouse.flow.FutureStep;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where workflows may end the process that brings them into memory, they come as they are let in. */
final class QuarantineTest {

    /** Lets in what the test lets in. */
    private static final class Door implements Admission {
        private final Map<String, Promise<Boolean>> waiting = new LinkedHashMap<>();
        private final List<String> harmless = new ArrayList<>();
        private String free = "";

        @Override
        public boolean isFree(String id) {
            return id.equals(free);
        }

        @Override
        public Future<Boolean> admit(String id) {
            return waiting.computeIfAbsent(id, none -> Promise.promise()).future();
        }

        @Override
        public void provedHarmless(String id) {
            harmless.add(id);
        }

        void letIn(String id, boolean may) {
            Objects.requireNonNull(waiting.remove(id), id).complete(may);
        }
    }

    private final Door door = new Door();

    /** Runs in a process that has ended; the next one has a door. */
    private OwnerUnderTest afterAnEnd(String... ids) {
        return afterAnEnd(
                (input, flow) -> {
                    await(flow.run("step", () -> "done"));
                    return await(flow.event("e", String.class));
                },
                ids);
    }

    private OwnerUnderTest afterAnEnd(Workflow<Object, Object> code, String... ids) {
        OwnerUnderTest test = new OwnerUnderTest().code("w", code);
        for (String id : ids) {
            test.start("w", id);
            test.until(id, Status.RUNNING);
        }
        test.admission = door;
        return test.restart();
    }

    @Test
    void shouldReadAWorkflowWhenItIsLetIn() {
        OwnerUnderTest test = afterAnEnd("w");
        assertThat(test.store.loads).isEmpty();

        door.letIn("w", true);
        test.until("w", Status.WAITING);

        assertThat(test.store.loads).containsExactly("w");
    }

    @Test
    void shouldTellThatItDoesNoHarmOnceItWaits() {
        OwnerUnderTest test = afterAnEnd("w");
        assertThat(door.harmless).isEmpty();

        door.letIn("w", true);
        test.until("harmless", () -> door.harmless.equals(List.of("w")));
    }

    @Test
    void shouldTellThatALongStepDoesNoHarmAfterAWhile() {
        Promise<String> never = Promise.promise();
        OwnerUnderTest test =
                afterAnEnd((input, flow) -> await(flow.run("step", (FutureStep<String>) never::future)), "w");
        door.letIn("w", true);
        test.loop.runUntil("read", () -> test.store.loads.contains("w"));
        test.loop.advance(Duration.ofMillis(1_500));
        assertThat(door.harmless).isEmpty();

        test.loop.advance(Duration.ofSeconds(1));
        assertThat(door.harmless).containsExactly("w");
    }

    /** It is being watched, and would prove harmless before anybody has read it. */
    @Test
    void shouldReadOneThatIsLetInAtOnceHoweverManyWaitToCome() {
        Promise<String> never = Promise.promise();
        OwnerUnderTest test = new OwnerUnderTest(new MemoryLimits(0, 1, 10))
                .code("w", (input, flow) -> await(flow.run("step", (FutureStep<String>) never::future)));
        for (String id : List.of("busy", "w")) {
            test.start("w", id);
            test.until(id, Status.RUNNING);
        }
        door.free = "busy";
        test.admission = door;
        test.restart();
        test.loop.runUntil("all that may come have come", () -> test.store.loads.contains("busy"));

        door.letIn("w", true);

        test.loop.runUntil("read", () -> test.store.loads.contains("w"));
    }

    @Test
    void shouldLeaveOutOneThatIsNotLetIn() {
        OwnerUnderTest test = afterAnEnd("w", "other");
        door.letIn("w", false);
        door.letIn("other", true);

        test.until("w", Status.STUCK).until("other", Status.WAITING);

        assertThat(test.store.rowOf("w").failure().orElseThrow()).contains("CRASH_LOOP", "three processes in a row");
        assertThat(test.store.loads).doesNotContain("w");
    }

    @Test
    void shouldGoOnWhenSomebodyRetriesOneThatWasLeftOut() {
        OwnerUnderTest test = afterAnEnd("w");
        door.letIn("w", false);
        test.until("w", Status.STUCK);

        test.done(test.owner.retry(order("w", "boss", "mended"), Optional.empty()));
        test.loop.runUntil("asked", () -> door.waiting.containsKey("w"));
        door.letIn("w", true);

        test.until("w", Status.WAITING);
    }

    @Test
    void shouldEndOneThatWasLeftOut() {
        OwnerUnderTest test = afterAnEnd("w");
        door.letIn("w", false);
        test.until("w", Status.STUCK);

        test.done(test.owner.terminate(order("w", "boss", "")));

        assertThat(test.store.statusOf("w")).isEqualTo(Status.TERMINATED);
        assertThat(test.store.loads).isEmpty();
    }
}
