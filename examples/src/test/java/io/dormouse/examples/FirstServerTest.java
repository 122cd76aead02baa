package io.dormouse.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.testkit.Call;
import io.dormouse.testkit.WorkflowRun;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FirstServerTest {
    private static final FirstServer.Request REQUEST = new FirstServer.Request("B9", "B6");

    @Test
    void shouldNeverAskForTheOtherIfTheWishComesTrueInTime() {
        WorkflowRun<String> run =
                DataCentre.around(WorkflowTest.of(FirstServer.class)).run(REQUEST);

        assertThat(run.result()).isEqualTo("10.0.0.1, a B9");
        assertThat(run.calls()).hasSize(1);
    }

    @Test
    void shouldWithdrawTheCallThatLost() {
        WorkflowRun<String> run = WorkflowTest.of(FirstServer.class)
                .stub(IaasService.class, new OnlyHas("B6"))
                .run(REQUEST);

        assertThat(run.result()).isEqualTo("10.0.0.6, a B6");
        assertThat(run.calls()).extracting(Call::withdrawn).containsExactly(true, false);
    }

    /** A cloud that answers for one model only. */
    private record OnlyHas(String model) implements IaasService {
        @Override
        public Future<Server> create(CreateServer request) {
            return request.model().equals(model)
                    ? Future.succeededFuture(new Server("s-6", model, "10.0.0.6", "RUNNING", Instant.EPOCH))
                    : Promise.<Server>promise().future();
        }

        @Override
        public Future<Void> delete(DeleteServer request) {
            return Future.succeededFuture();
        }

        @Override
        public Future<ServerPage> list(ListServers request) {
            return Promise.<ServerPage>promise().future();
        }
    }
}
