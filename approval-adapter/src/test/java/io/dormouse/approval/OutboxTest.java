package io.dormouse.approval;

import static io.dormouse.approval.Waiting.await;
import static io.dormouse.approval.Waiting.until;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.Wire;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a decision reaches the workflows. */
class OutboxTest {
    private final ApprovalWorld world = new ApprovalWorld();

    @AfterEach
    void close() {
        world.close();
    }

    private Approval decided(String id) {
        await(world.request("ask-" + id, "ada", new RequestApproval(id, "Deploy?", List.of())));
        return await(world.decide("decide-" + id, "bob", id, Verdict.APPROVE));
    }

    private void untilDelivered() {
        until("the outbox is empty", () -> world.query("SELECT FROM outbox").isEmpty());
    }

    @Test
    void shouldTriggerTheEventWithTheDecisionAtOnce() {
        FakeWorkflows workflows = new FakeWorkflows(world.vertx);

        Approval approval = decided("w.1.2");

        FakeWorkflows.Trigger trigger = workflows.next();
        assertThat(trigger.event()).isEqualTo("approval:w.1.2");
        assertThat(trigger.key()).isEqualTo("approval:w.1.2");
        assertThat(trigger.actor()).isEqualTo("approval-adapter");
        assertThat(Wire.decode(new JsonObject(trigger.value()), Approval.class)).isEqualTo(approval);
        untilDelivered();
        assertThat(workflows.waiting()).isZero();
    }

    @Test
    void shouldTriggerAgainWithTheSameBytesUntilItIsAcknowledged() {
        FakeWorkflows workflows = new FakeWorkflows(world.vertx);
        workflows.refuseTheNext(2);

        decided("q");

        FakeWorkflows.Trigger first = workflows.next();
        assertThat(workflows.next()).isEqualTo(first);
        assertThat(workflows.next()).isEqualTo(first);
        untilDelivered();
    }

    @Test
    void shouldKeepWhyItWasNotDelivered() {
        decided("q");

        until(
                "a failure is kept",
                () -> world.query("SELECT FROM outbox WHERE last_failure LIKE '%workflow.v1%'")
                                .size()
                        == 1);
    }

    @Test
    void shouldTriggerAfterARestartWhatNobodyAcknowledged() {
        decided("q");
        world.stop();
        FakeWorkflows workflows = new FakeWorkflows(world.vertx);
        assertThat(workflows.waiting()).isZero();

        world.start();

        assertThat(workflows.next().event()).isEqualTo("approval:q");
        untilDelivered();
    }

    @Test
    void shouldNotTriggerADecisionThatWasRefused() {
        FakeWorkflows workflows = new FakeWorkflows(world.vertx);
        await(world.request("k", "ada", new RequestApproval("refused", "Deploy?", List.of("sre"))));
        assertThat(world.decide("d", "eve", "refused", Verdict.APPROVE).transform(Future::succeededFuture))
                .satisfies(decision -> assertThat(await(decision).failed()).isTrue());

        decided("accepted");

        assertThat(workflows.next().event()).isEqualTo("approval:accepted");
        untilDelivered();
        assertThat(workflows.waiting()).isZero();
    }

    @Test
    void shouldBringAThousandDecisionsAtOnce() {
        FakeWorkflows workflows = new FakeWorkflows(world.vertx);
        List<Future<Approval>> asked = IntStream.range(0, 1_000)
                .mapToObj(i -> insistent(
                        () -> world.request("k" + i, "ada", new RequestApproval("q" + i, "Deploy?", List.of()))))
                .toList();
        asked.forEach(Waiting::await);

        List<Future<Approval>> decided = IntStream.range(0, 1_000)
                .mapToObj(i -> insistent(() -> world.decide("d" + i, "bob", "q" + i, Verdict.APPROVE)))
                .toList();
        decided.forEach(Waiting::await);

        Set<String> events = new HashSet<>();
        while (events.size() < 1_000) events.add(workflows.next().event());
        untilDelivered();
        assertThat(workflows.waiting()).as("each was sent once").isZero();
    }

    /** On a busy machine a thousand at once take longer than one question waits: it is asked again under its key. */
    private static <T> Future<T> insistent(Supplier<Future<T>> question) {
        return question.get().recover(noOutcomeYet -> question.get().recover(stillNone -> question.get()));
    }
}
