package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A change that is sent again under the same name is made once, also where its service would make it twice. */
class RepeatedChangesTest {
    private static final String BACK = "{\"position\":7,\"reason\":\"wrong\"}";

    /** As many connections as the client opens. */
    private static final int AT_ONCE = 5;

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "repeated-" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void start() {
        gateway.workflows.ended(id);
    }

    @Test
    void shouldBeAnsweredAsTheFirstTime() {
        HttpResponse<Buffer> first = send("rewind", BACK);
        gateway.workflows.workflows.remove(id);
        HttpResponse<Buffer> again = send("rewind", "{ \"reason\": \"wrong\", \"position\": 7 }");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.bodyAsString()).isEqualTo(first.bodyAsString()).contains("redone");
        assertThat(gateway.workflows.calls).hasSize(1);
        assertThat(gateway.audited(id)).hasSize(2);
    }

    @Test
    void shouldBeAnsweredSoByAnotherGatewayToo() {
        send("rewind", BACK);

        Answers elsewhere = new Answers(gateway.vertx, gateway.database);
        try {
            Future<?> wrongly = elsewhere.once(new Answers.Name("ada", key), "another digest", () -> {
                throw new AssertionError("it is not the same change");
            });
            assertThat(wrongly.transform(end -> Future.succeededFuture(end.cause())))
                    .satisfies(
                            failure -> assertThat(await(failure)).hasMessageContaining("was used for another change"));
        } finally {
            await(elsewhere.close());
        }
    }

    @Test
    void shouldBeRefusedWhenItIsAnother() {
        send("rewind", BACK);

        Problems.assertProblem(send("rewind", "{\"position\":6}"), 409, "KEY_REUSED");
        Problems.assertProblem(send("terminate", BACK.replace("\"position\":7,", "")), 409, "KEY_REUSED");
        assertThat(gateway.workflows.calls).hasSize(1);
    }

    @Test
    void shouldBeMadeAgainUnderAnotherNameOrNone() {
        gateway.post("/api/v1/workflows/" + id + "/rewind", BACK);
        gateway.post("/api/v1/workflows/" + id + "/rewind", BACK);
        send("rewind", BACK);

        assertThat(gateway.workflows.calls).hasSize(3);
    }

    @Test
    void shouldBeMadeOnceWhenItIsSentManyTimesAtOnce() {
        Promise<Void> held = Promise.promise();
        gateway.workflows.before = held::future;
        List<Future<HttpResponse<Buffer>>> sent = IntStream.range(0, AT_ONCE)
                .mapToObj(number -> sending("rewind", BACK))
                .toList();
        Waiting.until(() -> gateway.audited(id).size() == AT_ONCE);
        held.complete();

        assertThat(sent)
                .allSatisfy(answer -> assertThat(await(answer).statusCode()).isEqualTo(200));
        assertThat(gateway.workflows.calls).hasSize(1);
    }

    @Test
    void shouldLeaveTheNameFreeWhenItWasRefused() {
        Problems.assertProblem(send("rewind", "{\"position\":101}"), 422, "POSITION_INVALID");

        assertThat(send("rewind", BACK).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldBeAskedForAgainWhenNobodyKnowsWhatCameOfIt() {
        AtomicInteger asked = new AtomicInteger();
        gateway.workflows.before = () -> asked.getAndIncrement() == 0
                ? Future.failedFuture(CallFailure.UNAVAILABLE.exception("moving"))
                : Future.succeededFuture();

        Problems.assertProblem(send("rewind", BACK), 503, "UNAVAILABLE");
        Problems.assertProblem(send("rewind", "{\"position\":6}"), 409, "KEY_REUSED");
        assertThat(send("rewind", BACK).statusCode()).isEqualTo(200);
    }

    @Test
    void shouldNotBeMadeWhenNobodyCouldSayThatItWasMadeBefore() {
        await(gateway.rows.query("ALTER TABLE answer RENAME TO gone").execute());
        try {
            Problems.assertProblem(send("rewind", BACK), 503, "UNAVAILABLE");
            assertThat(gateway.workflows.calls).isEmpty();
        } finally {
            await(gateway.rows.query("ALTER TABLE gone RENAME TO answer").execute());
        }
        assertThat(send("rewind", BACK).statusCode()).isEqualTo(200);
    }

    private HttpResponse<Buffer> send(String operation, String body) {
        return await(sending(operation, body));
    }

    private Future<HttpResponse<Buffer>> sending(String operation, String body) {
        return gateway.posting("/api/v1/workflows/" + id + "/" + operation)
                .putHeader("Idempotency-Key", key)
                .sendBuffer(Buffer.buffer(body));
    }
}
