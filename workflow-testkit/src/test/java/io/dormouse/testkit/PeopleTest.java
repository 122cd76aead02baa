package io.dormouse.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.engine.store.Status;
import io.dormouse.testkit.Provision.Outcome;
import io.dormouse.testkit.Provision.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people say in a test, before they are asked or when they are. */
class PeopleTest {
    private static final Request REQUEST = new Request("B6", "1.2");

    @Test
    void shouldSayWhatWasPrepared() {
        WorkflowRun<Outcome> run = Provision.test().approve("go").run(REQUEST);
        assertThat(run.result()).isEqualTo(new Outcome("10.0.0.1", "go", Instant.parse("2026-01-31T00:00:00Z")));
        assertThat(run.asked()).containsExactly(new Asked("test.0.1", "Deploy 1.2?", List.of("sre"), "test"));
    }

    @Test
    void shouldDecideWhenAsked() {
        WorkflowRun<Outcome> run = Provision.test().start(REQUEST);
        assertThat(run.status()).isEqualTo(Status.WAITING);
        assertThat(run.waitingFor()).contains("a decision by sre: Deploy 1.2?");
        run.pass(Duration.ofHours(5)).approve("at last").finish();
        assertThat(run.result().comment()).isEqualTo("at last");
    }

    @Test
    void shouldFollowARule() {
        WorkflowRun<Outcome> run = Provision.test()
                .whenAsked(asked -> asked.approvers().contains("sre")
                        ? Optional.of(Verdict.reject("not on a Friday").by("alice"))
                        : Optional.empty())
                .run(REQUEST);
        assertThat(run.status()).isEqualTo(Status.FAILED);
        assertThat(run.failure().orElseThrow().getString("message")).isEqualTo("rejected: not on a Friday");
        assertThat(run.compensations()).containsExactly("iaas.v1/delete");
    }

    @Test
    void shouldSayThatNothingIsAsked() {
        WorkflowRun<Outcome> run = Provision.test().approve("go").run(REQUEST);
        assertThatThrownBy(() -> run.reject("too late"))
                .isInstanceOf(TestError.class)
                .hasMessage("nothing has been asked that nobody has decided; the workflow test is COMPLETED");
    }
}
