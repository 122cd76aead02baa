package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.WorkflowView;
import io.dormouse.gateway.bridge.BridgeConfig;
import io.dormouse.gateway.http.Patience;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a connection may cost, and when it ends. */
class BridgeConnectionsTest {
    private static final Duration LOGIN = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final JsonObject PING = new JsonObject().put("type", "ping");

    private static GatewayUnderTest impatient;

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @BeforeAll
    static void start() {
        impatient =
                GatewayUnderTest.start(Patience.DEFAULT, new BridgeConfig("127.0.0.1", 0, LOGIN, SHORT, SHORT, SHORT));
    }

    @AfterAll
    static void stop() {
        impatient.stop();
    }

    @BeforeEach
    void forget() {
        impatient.workflows.reset();
    }

    @Test
    void shouldEndWhenNoTokenComes() {
        assertThat(BridgeClient.anonymous(impatient.vertx, impatient.bridgePort).isClosed())
                .isTrue();
    }

    @Test
    void shouldEndWhenTheFirstFrameHasNoToken() {
        BridgeClient client = anonymous();

        assertThat(client.ask(PING).getString("code")).isEqualTo("UNAUTHENTICATED");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void shouldEndWhenTheTokenIsNobodys() {
        BridgeClient client = anonymous();

        JsonObject refused = client.ask(PING.copy().put("headers", BridgeClient.bearer("guessed")));

        assertThat(refused.getInteger("failureCode")).isEqualTo(401);
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void shouldEndWhenALaterTokenIsNobodys() {
        BridgeClient client = BridgeClient.of(gateway, GatewayUnderTest.ADA);

        client.ask(PING.copy().put("headers", BridgeClient.bearer("guessed")));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void shouldTakeTheTokenWithTheFirstQuestion() {
        try (BridgeClient client = anonymous()) {
            assertThat(client.ask(definitions()).getString("type")).isEqualTo("message");
        }
    }

    @Test
    void shouldHoldLittleForWhoHasNoToken() {
        BridgeClient client = anonymous();

        client.raw(Buffer.buffer().appendInt(100_000));

        assertThat(client.next().getString("code")).isEqualTo("FRAME_TOO_LARGE");
        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void shouldEndWhenAFrameIsLargerThanAnyPayload() {
        for (int length : new int[] {(1 << 20) + 1, Integer.MAX_VALUE, -1, 0, 1}) {
            BridgeClient client = BridgeClient.of(gateway, GatewayUnderTest.ADA);

            client.raw(Buffer.buffer().appendInt(length));

            assertThat(client.next().getString("code")).isEqualTo("FRAME_TOO_LARGE");
            assertThat(client.isClosed()).isTrue();
        }
    }

    @Test
    void shouldEndWhenAFrameDoesNot() {
        BridgeClient client = BridgeClient.of(impatient, GatewayUnderTest.ADA);

        client.raw(Buffer.buffer().appendInt(1_000).appendString("{"));

        assertThat(client.isClosed()).isTrue();
    }

    @Test
    void shouldEndWhenNothingIsSaidAnyMore() {
        assertThat(BridgeClient.of(impatient, GatewayUnderTest.ADA).isClosed()).isTrue();
    }

    @Test
    void shouldNotEndWhileTheClientWaitsForUs() {
        Promise<Void> held = Promise.promise();
        impatient.workflows.before = held::future;
        impatient.vertx.setTimer(3 * SHORT.toMillis(), fired -> held.complete());

        try (BridgeClient client = BridgeClient.anonymous(impatient.vertx, impatient.bridgePort)) {
            assertThat(client.ask(definitions()).getString("type")).isEqualTo("message");
        }
    }

    @Test
    void shouldReadNoFurtherThanItAnswers() {
        Promise<Void> held = Promise.promise();
        AtomicInteger reached = new AtomicInteger();
        gateway.workflows.before = () -> {
            reached.incrementAndGet();
            return held.future();
        };

        try (BridgeClient client = BridgeClient.of(gateway, GatewayUnderTest.ADA)) {
            for (int count = 0; count < 100; count++)
                client.send(BridgeClient.frame("workflow.v1", "definitions", "", new JsonObject()));
            assertThat(Waiting.untilSteady(SHORT, reached::get)).isEqualTo(32);
            held.complete();

            for (int count = 0; count < 100; count++)
                assertThat(client.next().getString("type")).isEqualTo("message");
        }
    }

    @Test
    void shouldEndWhenItsAnswersAreNotTaken() throws IOException {
        impatient.workflows.workflows.put("large", large());
        try (Socket socket = new Socket("127.0.0.1", impatient.bridgePort)) {
            OutputStream out = socket.getOutputStream();
            out.write(bytes(PING.copy().put("headers", BridgeClient.bearer(GatewayUnderTest.ADA))));
            for (int count = 0; count < 64; count++)
                out.write(bytes(BridgeClient.frame("workflow.v1", "get", "", new JsonObject().put("id", "large"))));

            // Nothing is read here, so only a connection that is really gone, with all that waited to be sent, refuses
            // to be written to.
            Waiting.until(() -> isGone(out));
            assertThat(impatient.workflows.calls).hasSizeLessThan(64);
        }
    }

    private static boolean isGone(OutputStream out) {
        try {
            out.write(bytes(PING));
            return false;
        } catch (IOException gone) {
            return true;
        }
    }

    private static byte[] bytes(JsonObject frame) {
        Buffer text = frame.toBuffer();
        return Buffer.buffer().appendInt(text.length()).appendBuffer(text).getBytes();
    }

    private static WorkflowView large() {
        StartWorkflow start = new StartWorkflow(
                FakeWorkflows.KNOWN, Optional.empty(), Optional.of("large"), Map.of("text", "x".repeat(1 << 20)));
        return FakeWorkflows.view("RUNNING", start, "ada");
    }

    private static JsonObject definitions() {
        JsonObject frame = BridgeClient.frame("workflow.v1", "definitions", "", new JsonObject());
        frame.getJsonObject("headers").mergeIn(BridgeClient.bearer(GatewayUnderTest.ADA));
        return frame;
    }

    private BridgeClient anonymous() {
        return BridgeClient.anonymous(impatient.vertx, impatient.bridgePort);
    }
}
