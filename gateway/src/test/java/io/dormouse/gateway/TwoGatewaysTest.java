package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.bridge.BridgeConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Gateways keep no state: what one began the other goes on with, also when the one leaves. */
class TwoGatewaysTest {
    private final GatewayUnderTest one = GatewayUnderTest.shared();
    private final String id = "two-" + UUID.randomUUID();
    private final Gateway other = new Gateway(new GatewayConfig("127.0.0.1", 0, one.tokensFile, one.database)
            .withBridge(BridgeConfig.at("127.0.0.1", 0)));
    private String deployment = "";
    private WebClient client = WebClient.create(one.vertx);

    @BeforeEach
    void start() {
        deployment = await(one.vertx.deployVerticle(other));
        client = WebClient.create(
                one.vertx, new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(other.port()));
    }

    @AfterEach
    void stop() {
        if (one.vertx.deploymentIDs().contains(deployment)) await(leave());
    }

    @Test
    void shouldStartAWorkflowOnceWhicheverIsAsked() {
        HttpRequest<Buffer> start =
                one.posting("/api/v1/workflows/provision-server").putHeader("Idempotency-Key", id);

        assertThat(await(start.sendBuffer(Buffer.buffer("{}"))).statusCode()).isEqualTo(201);
        HttpResponse<Buffer> again = await(posting("/api/v1/workflows/provision-server")
                .putHeader("Idempotency-Key", id)
                .sendBuffer(Buffer.buffer("{}")));

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.bodyAsJsonObject().getString("id")).isEqualTo(id);
    }

    @Test
    void shouldMakeAChangeOnceWhicheverIsAsked() {
        one.workflows.ended(id);
        String path = "/api/v1/workflows/" + id + "/rewind";
        Buffer body = Buffer.buffer("{\"position\":7,\"reason\":\"wrong\"}");

        HttpResponse<Buffer> first =
                await(posting(path).putHeader("Idempotency-Key", id).sendBuffer(body));
        HttpResponse<Buffer> again =
                await(one.posting(path).putHeader("Idempotency-Key", id).sendBuffer(body));

        assertThat(again.bodyAsString()).isEqualTo(first.bodyAsString()).contains("redone");
        assertThat(one.workflows.calls).hasSize(1);
    }

    @Nested
    class OneThatLeaves {
        @Test
        void shouldSendThoseWhoFollowAWorkflowToAnotherWhereTheyMissNothing() {
            one.workflows.workflows.put(id, running());
            one.workflows.journal = Optional.of(request -> WorkflowStreamTest.entries(request, 2));
            String path = "/api/v1/workflows/" + id + "/stream";
            Future<HttpResponse<Buffer>> following = get(path).send();
            Waiting.until(() -> one.workflows.calls.size() > 3);

            await(leave());

            String told = await(following).bodyAsString();
            assertThat(told).contains("id: 0.1\n").endsWith("retry: 500\n\n");
            one.workflows.ended(id);
            HttpResponse<Buffer> rest = await(one.request(HttpMethod.GET, path)
                    .putHeader("Last-Event-ID", "0.1")
                    .send());
            assertThat(rest.bodyAsString()).doesNotContain("id: 0.1\n").contains("id: 0.end");
        }

        @Test
        void shouldAnswerWhatIsUnderWay() {
            Promise<Void> held = Promise.promise();
            one.workflows.before = held::future;
            Future<HttpResponse<Buffer>> asked = posting("/api/v1/events/" + id).sendBuffer(Buffer.buffer("1"));
            Waiting.until(() -> !one.workflows.calls.isEmpty());

            Future<?> left = leave();
            held.complete();

            assertThat(await(asked).statusCode()).isEqualTo(200);
            await(left);
        }

        @Test
        void shouldAnswerWhatIsUnderWayOverTheBridge() {
            Promise<Void> held = Promise.promise();
            one.workflows.before = held::future;
            try (BridgeClient bridged =
                    BridgeClient.anonymous(one.vertx, other.bridgePort().orElseThrow())) {
                JsonObject frame = BridgeClient.frame("workflow.v1", "definitions", "", new JsonObject());
                frame.getJsonObject("headers").mergeIn(BridgeClient.bearer(GatewayUnderTest.ADA));
                bridged.send(frame);
                Waiting.until(() -> !one.workflows.calls.isEmpty());

                Future<?> left = leave();
                held.complete();

                assertThat(bridged.next().getString("type")).isEqualTo("message");
                assertThat(bridged.isClosed()).isTrue();
                await(left);
            }
        }

        @Test
        void shouldTellThoseWhoWaitForAnEndHowThingsStand() {
            one.workflows.end = request -> Promise.<WorkflowView>promise().future();
            Future<HttpResponse<Buffer>> waiting = posting("/api/v1/workflows/provision-server?wait=60s")
                    .putHeader("Idempotency-Key", id)
                    .sendBuffer(Buffer.buffer("{}"));
            Waiting.until(() -> one.workflows.calls.size() == 2);

            await(leave());

            assertThat(await(waiting).statusCode()).isEqualTo(201);
            assertThat(await(waiting).bodyAsJsonObject().getString("status")).isEqualTo("RUNNING");
        }
    }

    private WorkflowView running() {
        StartWorkflow start = new StartWorkflow(FakeWorkflows.KNOWN, Optional.empty(), Optional.of(id), Map.of());
        return FakeWorkflows.view("RUNNING", start, "ada");
    }

    private Future<Void> leave() {
        return one.vertx.undeploy(deployment);
    }

    private HttpRequest<Buffer> get(String target) {
        return client.get(target).bearerTokenAuthentication(GatewayUnderTest.ADA);
    }

    private HttpRequest<Buffer> posting(String target) {
        return client.post(target)
                .bearerTokenAuthentication(GatewayUnderTest.ADA)
                .putHeader("Content-Type", "application/json");
    }
}
