package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.contracts.workflow.WorkflowException;
import io.dormouse.engine.store.Status;
import io.dormouse.testkit.Provision.Outcome;
import io.dormouse.testkit.Provision.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What operators do, done by a test. */
class OperationsTest {
    private static final Request REQUEST = new Request("B6", "1.2");

    @Test
    void shouldCancelAndCompensate() {
        WorkflowRun<Outcome> run = Provision.test().start(REQUEST).cancel("enough");
        assertThat(run.status()).isEqualTo(Status.CANCELLED);
        assertThat(run.compensations()).containsExactly("iaas.v1/delete");
        assertThat(run.calls("approval.v1/request").getFirst().withdrawn()).isTrue();
    }

    @Test
    void shouldFindNoCompensationsWhereNothingFailed() {
        assertThat(Provision.test().approve("go").run(REQUEST).compensations()).isEmpty();
    }

    @Test
    void shouldTerminateWithoutTheCode() {
        WorkflowRun<Outcome> run = Provision.test().start(REQUEST).terminate("enough");
        assertThat(run.status()).isEqualTo(Status.TERMINATED);
        assertThat(run.calls("iaas.v1/delete")).isEmpty();
    }

    @Test
    void shouldFireTimersThatCameDueWhilePausedOnResume() {
        WorkflowRun<Outcome> run = Provision.test().approve("go").start(REQUEST).pause();
        assertThat(run.status()).isEqualTo(Status.PAUSED);
        run.pass(Duration.ofDays(60));
        assertThat(run.status()).isEqualTo(Status.PAUSED);
        run.resume();
        assertThat(run.result().liveSince()).isAfter(Instant.parse("2026-03-01T00:00:00Z"));
    }

    @Test
    void shouldTryAgainAtOnce() {
        AtomicInteger attempts = new AtomicInteger();
        WorkflowRun<String> run = WorkflowTest.of(
                        "create",
                        String.class,
                        String.class,
                        (model, flow) -> await(flow.service(IaasService.class).create(new CreateServer(model)))
                                .id())
                .stub(IaasService.class, IaasService::create, request -> {
                    if (attempts.incrementAndGet() < 12) throw new IllegalStateException("the network is down");
                    return Provision.server(request.model());
                })
                .start("B6");
        run.pass(Duration.ofMinutes(2));
        assertThat(run.waitingFor().orElseThrow()).contains("the network is down");
        int before = attempts.get();
        run.retry();
        assertThat(attempts.get()).isGreaterThan(before);
    }

    @Test
    void shouldCompleteByHand() {
        WorkflowRun<Outcome> run = Provision.test().approve("go").start(REQUEST);
        Instant asleep = run.now();
        run.complete(2, "ignored");
        assertThat(run.result().liveSince()).isBetween(asleep, asleep.plusSeconds(1));
    }

    @Test
    void shouldFailByHand() {
        WorkflowRun<Outcome> run =
                Provision.test().start(REQUEST).fail(1, "NOBODY_THERE", 0, "they have all gone home");
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).contains("they have all gone home");
        assertThat(run.compensations()).containsExactly("iaas.v1/delete");
    }

    @Test
    void shouldGoBack() {
        WorkflowRun<Outcome> run = Provision.test().reject("no").run(REQUEST);
        assertThat(run.status()).isEqualTo(Status.FAILED);
        long created = positionOf(run, "Completed", 0);
        run.rewind(created);
        assertThat(run.run()).isEqualTo(1);
        assertThat(run.waitingFor()).contains("a decision by sre: Deploy 1.2?");
        assertThat(run.approve("yes after all").finish().result().comment()).isEqualTo("yes after all");
        assertThat(run.journal(0).getLast().type()).isEqualTo("Rewound");
    }

    @Test
    void shouldGoOnElsewhere() {
        WorkflowRun<Outcome> run = Provision.test().reject("no").run(REQUEST);
        WorkflowRun<Outcome> fork = run.fork(positionOf(run, "Completed", 0), "second-try");
        assertThat(fork.approve("yes").finish().result().comment()).isEqualTo("yes");
        assertThat(fork.asked()).extracting(Asked::id).containsExactly("second-try.0.1");
        assertThat(run.status()).isEqualTo(Status.FAILED);
    }

    @Test
    void shouldRefuseWhatMakesNoSense() {
        WorkflowRun<Outcome> run = Provision.test().approve("go").run(REQUEST);
        assertThatThrownBy(run::pause).isInstanceOf(WorkflowException.class).hasMessageContaining("COMPLETED");
        assertThatThrownBy(() -> run.complete(99, "x")).isInstanceOf(WorkflowException.class);
    }

    private static long positionOf(WorkflowRun<?> run, String type, int seq) {
        List<JournalEntry> journal = run.journal();
        return journal.stream()
                .filter(entry -> entry.type().equals(type) && entry.seq().orElse(-1) == seq)
                .findFirst()
                .orElseThrow()
                .position();
    }
}
