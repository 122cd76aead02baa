package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasException;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.flow.Flow;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What services answer in a test, and what is seen of the calls. */
class ServicesTest {
    private static WorkflowTest<String, String> creates() {
        return WorkflowTest.of("create", String.class, String.class, ServicesTest::create);
    }

    private static String create(String model, Flow flow) {
        try {
            return await(flow.service(IaasService.class).create(new CreateServer(model)))
                    .address();
        } catch (IaasException e) {
            return e.failure() + ": " + e.getMessage();
        }
    }

    @Test
    void shouldAnswerByALambdaForAMethod() {
        assertThat(creates()
                        .stub(IaasService.class, IaasService::create, request -> Provision.server(request.model()))
                        .run("B6")
                        .result())
                .isEqualTo("10.0.0.1");
    }

    @Test
    void shouldAnswerByALambdaForTheNameOfAMethod() {
        assertThat(creates()
                        .stub(
                                IaasService.class,
                                "create",
                                arguments -> Provision.server(
                                        arguments.getJsonObject("request").getString("model")))
                        .run("B6")
                        .result())
                .isEqualTo("10.0.0.1");
    }

    @Test
    void shouldAnswerByAnImplementation() {
        assertThat(creates().stub(IaasService.class, new OneServer()).run("B6").result())
                .isEqualTo("10.0.0.1");
    }

    @Test
    void shouldPreferTheLambdaToTheImplementation() {
        assertThat(creates()
                        .stub(IaasService.class, new OneServer())
                        .stub(IaasService.class, IaasService::create, request -> {
                            throw IaasFailure.QUOTA_EXCEEDED.exception("no more servers");
                        })
                        .run("B6")
                        .result())
                .isEqualTo("QUOTA_EXCEEDED: no more servers");
    }

    @Test
    void shouldTryAgainWhatTheContractDoesNotDeclare() {
        AtomicInteger attempts = new AtomicInteger();
        WorkflowRun<String> run = creates()
                .stub(IaasService.class, IaasService::create, request -> {
                    if (attempts.incrementAndGet() < 20) throw new IllegalStateException("the network is down");
                    return Provision.server(request.model());
                })
                .run("B6");
        assertThat(run.result()).isEqualTo("10.0.0.1");
        assertThat(attempts).hasValue(20);
        assertThat(run.calls()).hasSize(1);
    }

    @Test
    void shouldEndATestWhoseCallWouldBeTriedForEver() {
        WorkflowTest<String, String> hopeless = creates().stub(IaasService.class, IaasService::create, request -> {
            throw new IllegalStateException("the network is down");
        });
        assertThatThrownBy(() -> hopeless.run("B6"))
                .isInstanceOf(TestError.class)
                .hasMessageContaining("the call of create at iaas.v1 has failed 1000 times and would for ever")
                .hasMessageContaining("the network is down");
    }

    @Test
    void shouldSayWhatIsNotStubbed() {
        assertThatThrownBy(() -> creates().run("B6"))
                .isInstanceOf(TestError.class)
                .hasMessageContaining(
                        "the workflow calls create of the service at iaas.v1 with {\"request\":{\"model\":\"B6\"}}")
                .hasMessageContaining("add .stub(Contract.class, Contract::create, request -> …)");
    }

    @Test
    void shouldShowKeysAndArguments() {
        List<Call> calls = creates()
                .id("order-7")
                .stub(IaasService.class, new OneServer())
                .run("B6")
                .calls("iaas.v1/create");
        assertThat(calls).singleElement().satisfies(call -> {
            assertThat(call.key()).isEqualTo("order-7/0/0");
            assertThat(call.request(CreateServer.class)).isEqualTo(new CreateServer("B6"));
            assertThat(call.withdrawn()).isFalse();
        });
    }

    @Test
    void shouldPassAnAssertionOfAStubOn() {
        WorkflowTest<String, String> strict = creates().stub(IaasService.class, IaasService::create, request -> {
            assertThat(request.model()).isEqualTo("B7");
            return Provision.server(request.model());
        });
        assertThatThrownBy(() -> strict.run("B6"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("B7");
    }

    private static final class OneServer implements IaasService {
        @Override
        public Future<Server> create(CreateServer request) {
            return Future.succeededFuture(Provision.server(request.model()));
        }

        @Override
        public Future<Void> delete(DeleteServer request) {
            return Future.succeededFuture();
        }

        @Override
        public Future<ServerPage> list(ListServers request) {
            return Future.succeededFuture(new ServerPage(List.of(), Optional.empty()));
        }
    }
}
