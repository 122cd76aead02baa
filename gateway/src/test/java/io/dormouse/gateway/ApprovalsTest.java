package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.Headers;
import io.dormouse.contracts.approval.Approval;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalsTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "wf~0.3-" + UUID.randomUUID() + ".0.2";
    private final String path = "/api/v1/approvals/" + id;

    @Test
    void shouldListThePendingOnes() {
        gateway.services.addApproval(id);

        HttpResponse<Buffer> answer = gateway.get("/api/v1/approvals?state=pending&limit=5");

        assertThat(answer.bodyAsJsonObject().getString("next")).isEqualTo("after-this");
        assertThat(answer.bodyAsString()).contains(id);
        assertThat(gateway.services.lastCall().request())
                .isEqualTo(new JsonObject().put("state", "PENDING").put("limit", 5));
        assertThat(gateway.services.lastCall().actor()).isEqualTo("ada");
    }

    @Test
    void shouldAnswerWithOne() {
        gateway.services.addApproval(id);

        JsonObject approval = gateway.get(path).bodyAsJsonObject();

        assertThat(approval.getString("question")).isEqualTo("Deploy?");
        assertThat(approval.containsKey("decidedBy")).isTrue();
        assertThat(approval.getString("decidedBy")).isNull();
    }

    @Test
    void shouldRefuseOneThatThereIsNot() {
        Problems.assertProblem(gateway.get(path), 404, "APPROVAL_UNKNOWN");
    }

    @Nested
    class ADecision {
        @Test
        void shouldBeMadeInTheNameAndWithTheGroupsOfTheToken() {
            gateway.services.addApproval(id);

            JsonObject decided =
                    decide("{\"decision\":\"approve\",\"comment\":\"go\"}").bodyAsJsonObject();

            assertThat(decided.getString("state")).isEqualTo("APPROVED");
            assertThat(decided.getString("comment")).isEqualTo("go");
            assertThat(decided.getString("decidedBy")).isEqualTo("ada");
            assertThat(gateway.services.lastCall().request().getJsonArray("groups"))
                    .isEqualTo(new JsonArray().add("sre").add("dev"));
            assertThat(gateway.services.lastCall().key().orElseThrow()).matches("gateway/ada/[0-9a-f-]{36}");
        }

        @Test
        void shouldUseTheClientsKeyInTheLedger() {
            gateway.services.addApproval(id);

            await(gateway.posting(path + "/decision")
                    .putHeader("Idempotency-Key", "mine")
                    .sendBuffer(Buffer.buffer("{\"decision\":\"reject\"}")));

            assertThat(gateway.services.lastCall().key()).contains("gateway/ada/mine");
        }

        @Test
        void shouldBeWrittenDown() {
            gateway.services.addApproval(id);

            decide("{\"decision\":\"reject\",\"comment\":\"not today\"}");

            JsonObject row = gateway.audited(id).getFirst();
            assertThat(row.getString("action")).isEqualTo("decide");
            assertThat(row.encode()).contains("REJECT").contains("not today");
        }

        @Test
        void shouldBeAnsweredWithTheFirstOne() {
            gateway.services.addApproval(id);
            decide("{\"decision\":\"reject\"}");

            HttpResponse<Buffer> second = decide("{\"decision\":\"approve\"}");

            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.bodyAsJsonObject().getString("state")).isEqualTo("REJECTED");
        }

        @Test
        void shouldBeAskedForAgainWhereItIsHeldWhileItIsUnderWay() {
            String holder = "approval.holder." + id;
            await(gateway.vertx
                    .eventBus()
                    .<JsonObject>consumer(holder, message -> {
                        assertThat(message.headers().get(Headers.KEY)).isEqualTo("gateway/ada/slow");
                        message.reply(Approval.toJson(gateway.services.addApproval(id)));
                    })
                    .completion());
            gateway.services.heldAt = Optional.of(holder);

            HttpResponse<Buffer> answer = await(gateway.posting(path + "/decision")
                    .putHeader("Idempotency-Key", "slow")
                    .sendBuffer(Buffer.buffer("{\"decision\":\"approve\"}")));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsJsonObject().getString("id")).isEqualTo(id);
        }

        @Test
        void shouldBeRefusedToSomebodyWhoIsNotAsked() {
            gateway.services.addApproval(id);

            HttpResponse<Buffer> answer = await(gateway.posting(path + "/decision")
                    .bearerTokenAuthentication(GatewayUnderTest.VISITOR)
                    .sendBuffer(Buffer.buffer("{\"decision\":\"approve\"}")));

            Problems.assertProblem(answer, 403, "NOT_AN_APPROVER");
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "{}                                          | The field decision must be one of approve, reject.",
                    "{\"decision\":\"APPROVE\"}                  | The field decision must be one of approve, reject.",
                    "{\"decision\":1}                            | The field decision must be one of approve, reject.",
                    "{\"decision\":null}                         | The field decision must be one of approve, reject.",
                    "{\"decision\":\"approve\",\"comment\":1}    | The field comment must be a text.",
                    "{\"decision\":\"approve\",\"comments\":\"\"}| The field \"comments\" is not known here; known are"
                            + " decision, comment.",
                    "\"approve\"                                 | The body must be a JSON object with decision,"
                            + " comment.",
                })
        void shouldBeRefusedWhenItIsNone(String body, String detail) {
            HttpResponse<Buffer> answer = decide(body);

            Problems.assertProblem(answer, 400, "INVALID_REQUEST");
            assertThat(answer.bodyAsJsonObject().getString("detail")).isEqualTo(detail);
            assertThat(gateway.services.calls).isEmpty();
        }

        @Test
        void shouldTakeACommentOfTenThousandCharactersAndNotOneMore() {
            gateway.services.addApproval(id);

            Problems.assertProblem(
                    decide("{\"decision\":\"approve\",\"comment\":\"%s\"}".formatted("x".repeat(10_001))),
                    400,
                    "INVALID_REQUEST");
            assertThat(decide("{\"decision\":\"approve\",\"comment\":\"%s\"}".formatted("x".repeat(10_000)))
                            .statusCode())
                    .isEqualTo(200);
        }

        private HttpResponse<Buffer> decide(String body) {
            return gateway.post(path + "/decision", body);
        }
    }
}
