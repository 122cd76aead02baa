package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstServerTest {
    private static final FirstServer.Request REQUEST = new FirstServer.Request("B9", "B6");

    private final Promise<Server> wish = Promise.promise();
    private final Promise<Server> other = Promise.promise();

    private WorkflowRun<String> start() {
        return WorkflowTest.of(FirstServer.class)
                .answer(IaasService.class, IaasService::create, this::answer)
                .start(REQUEST);
    }

    private Future<Server> answer(CreateServer request) {
        return (request.model().equals("B9") ? wish : other).future();
    }

    private static Server server(String model) {
        return new Server("s-1", model, "10.0.0.1", "RUNNING", Instant.EPOCH);
    }

    @Test
    void shouldNeverAskForTheOtherIfTheWishComesTrueInTime() {
        WorkflowRun<String> run = start();

        wish.complete(server("B9"));
        run.finish();

        assertThat(run.result()).isEqualTo("10.0.0.1, a B9");
        assertThat(run.calls()).hasSize(1);
        assertThat(run.now()).as("no timer was waited for").isBefore(Instant.parse("2026-01-01T00:01:00Z"));
    }

    @Test
    void shouldWithdrawTheWishWhenTheOtherIsThereFirst() {
        WorkflowRun<String> run = start().pass(Duration.ofMinutes(2));

        other.complete(server("B6"));
        run.finish();

        assertThat(run.result()).isEqualTo("10.0.0.1, a B6");
        assertThat(run.calls()).extracting(Call::withdrawn).containsExactly(true, false);
    }

    @Test
    void shouldWithdrawALinkOfAChainThatLost() {
        WorkflowRun<String> run = start().pass(Duration.ofMinutes(2));

        wish.complete(server("B9"));
        run.finish();

        assertThat(run.result()).isEqualTo("10.0.0.1, a B9");
        assertThat(run.calls()).extracting(Call::withdrawn).containsExactly(false, true);
    }
}
