package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.workflow.WorkflowService;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program that has a token may do over the bridge, and what not. */
class BridgeTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String id = "bridged-" + UUID.randomUUID();
    private final String key = UUID.randomUUID().toString();
    private BridgeClient client;

    @BeforeEach
    void connect() {
        client = BridgeClient.of(gateway, GatewayUnderTest.ADA);
    }

    @AfterEach
    void leave() {
        client.close();
    }

    @Nested
    class ACall {
        @Test
        void shouldReachTheServiceAndComeBack() {
            JsonObject frame = BridgeClient.frame("workflow.v1", "start", key, start());

            JsonObject answer = client.ask(frame);

            assertThat(answer.getString("type")).isEqualTo("message");
            assertThat(answer.getString("address")).isEqualTo(frame.getString("replyAddress"));
            assertThat(answer.getJsonObject("body").getJsonObject("workflow").getString("id"))
                    .isEqualTo(id);
            assertThat(gateway.workflows.lastCall().key()).contains(key);
        }

        @Test
        void shouldKeepEveryDigitOfWhatPeopleSend() {
            JsonObject event = new JsonObject(
                    "{\"event\":\"%s\",\"value\":{\"n\":0.1000000000000000055511151231257827,\"z\":null}}"
                            .formatted(id));

            JsonObject answer = client.ask("workflow.v1", "trigger", key, event);

            assertThat(answer.getJsonObject("body").getJsonObject("value").encode())
                    .isEqualTo("{\"n\":0.1000000000000000055511151231257827,\"z\":null}");
        }

        @Test
        void shouldBeMadeInTheNameOfTheTokenWhateverTheClientSays() {
            JsonObject frame = BridgeClient.frame("workflow.v1", "start", key, start());
            frame.getJsonObject("headers").put("dormouse-actor", "root").put("Dormouse-Actor", "root");

            client.ask(frame);

            assertThat(gateway.workflows.lastCall().actor()).isEqualTo("ada");
        }

        @Test
        void shouldFailWithTheCodeThatTheServiceDeclares() {
            JsonObject answer = client.ask("workflow.v1", "get", "", new JsonObject().put("id", id));

            assertThat(answer.getString("type")).isEqualTo("err");
            assertThat(answer.getInteger("failureCode")).isEqualTo(6002);
            assertThat(answer.getString("code")).isEqualTo("WORKFLOW_UNKNOWN");
            assertThat(answer.getBoolean("retryable")).isFalse();
            assertThat(answer.getString("message")).contains(id);
        }

        @Test
        void shouldSayThatItMayBeTriedAgainWhenNobodyListens() {
            JsonObject answer = client.ask("job.v1", "run", key, new JsonObject().put("address", "x"));

            assertThat(answer.getString("failureType")).isEqualTo("NO_HANDLERS");
            assertThat(answer.getString("code")).isEqualTo("UNAVAILABLE");
            assertThat(answer.getBoolean("retryable")).isTrue();
        }
    }

    @Nested
    class AChange {
        @Test
        void shouldNeedAKey() {
            JsonObject answer = client.ask("workflow.v1", "start", "", start());

            assertThat(answer.getString("code")).isEqualTo("KEY_MISSING");
            assertThat(gateway.workflows.calls).isEmpty();
        }

        @Test
        void shouldBeWrittenDownBeforeItIsMade() {
            client.ask("workflow.v1", "start", key, start());

            assertThat(gateway.audited(id)).singleElement().satisfies(row -> {
                assertThat(row.getString("actor")).isEqualTo("ada");
                assertThat(row.getString("source_address")).isEqualTo("127.0.0.1");
                assertThat(row.getString("action")).isEqualTo("start");
                assertThat(row.getJsonObject("detail"))
                        .isEqualTo(new JsonObject()
                                .put("key", key)
                                .put("name", FakeWorkflows.KNOWN)
                                .put("service", "workflow.v1")
                                .put("via", "bridge"));
            });
        }

        @Test
        void shouldNotBeMadeWhenItCannotBeWrittenDown() {
            await(gateway.rows.query("ALTER TABLE audit RENAME TO gone").execute());
            try {
                JsonObject answer = client.ask("workflow.v1", "start", key, start());

                assertThat(answer.getString("code")).isEqualTo("UNAVAILABLE");
                assertThat(answer.getBoolean("retryable")).isTrue();
                assertThat(gateway.workflows.calls).isEmpty();
            } finally {
                await(gateway.rows.query("ALTER TABLE gone RENAME TO audit").execute());
            }
        }

        @Test
        void shouldBeMadeOnceForItsKeyWhereTheServiceWouldMakeItAgain() {
            gateway.workflows.ended(id);
            JsonObject rewind =
                    new JsonObject().put("id", id).put("position", 7).put("reason", "wrong");

            JsonObject first = client.ask("workflow.v1", "rewind", key, rewind);
            JsonObject again = client.ask("workflow.v1", "rewind", key, rewind);
            JsonObject another =
                    client.ask("workflow.v1", "rewind", key, rewind.copy().put("position", 6));

            assertThat(first.getJsonObject("body").getJsonArray("redone")).isNotEmpty();
            assertThat(again.getJsonObject("body").getJsonArray("redone"))
                    .isEqualTo(first.getJsonObject("body").getJsonArray("redone"));
            assertThat(another.getString("code")).isEqualTo("KEY_REUSED");
            assertThat(gateway.workflows.calls).hasSize(1);
        }

        @Test
        void shouldHaveAKeyInTheLedgersThatIsNobodyElses() {
            gateway.services.addApproval(id);

            client.ask("approval.v1", "decide", "w/0/1", decision());

            assertThat(gateway.services.lastCall().key()).contains("gateway/ada/w/0/1");
        }
    }

    @Nested
    class ADecision {
        @Test
        void shouldBeMadeWithTheGroupsOfTheTokenWhateverTheClientSays() {
            gateway.services.addApproval(id);

            JsonObject answer =
                    client.ask("approval.v1", "decide", key, decision().put("groups", new JsonArray().add("root")));

            assertThat(answer.getJsonObject("body").getString("state")).isEqualTo("APPROVED");
            assertThat(gateway.services.lastCall().request().getJsonArray("groups"))
                    .isEqualTo(new JsonArray().add("sre").add("dev"));
        }

        @Test
        void shouldBeRefusedToATokenWithoutTheGroup() {
            gateway.services.addApproval(id);
            try (BridgeClient visitor = BridgeClient.of(gateway, GatewayUnderTest.VISITOR)) {
                JsonObject answer =
                        visitor.ask("approval.v1", "decide", key, decision().put("groups", new JsonArray().add("sre")));

                assertThat(answer.getString("code")).isEqualTo("NOT_AN_APPROVER");
            }
        }

        @Test
        void shouldNotBeForgedAsAnEvent() {
            JsonObject event = new JsonObject().put("event", "approval:" + id).put("value", new JsonObject());

            assertThat(client.ask("workflow.v1", "trigger", key, event).getString("code"))
                    .isEqualTo("KEY_RESERVED");
            assertThat(gateway.workflows.calls).isEmpty();
        }
    }

    @Nested
    class ALongCall {
        @Test
        void shouldBeAskedAgainWhereTheAnswerSaidAndThereForNothingElse() {
            gateway.services.heldAt = Optional.of("approval.instance-7");

            JsonObject held = client.ask("approval.v1", "decide", key, decision());

            assertThat(held.containsKey("body")).isFalse();
            assertThat(held.getJsonObject("headers").getString("dormouse-state"))
                    .isEqualTo("in-progress");
            String there = held.getJsonObject("headers").getString("dormouse-poll");
            // Nobody listens there in this test; that it got so far says that it was let through.
            assertThat(client.ask(there, "decide", key, decision()).getString("failureType"))
                    .isEqualTo("NO_HANDLERS");
            assertThat(client.ask(there, "decide", "another", decision()).getString("code"))
                    .isEqualTo("ADDRESS_NOT_ALLOWED");
            assertThat(client.ask(there, "cancel", key, new JsonObject()).getString("code"))
                    .isEqualTo("ADDRESS_NOT_ALLOWED");
            try (BridgeClient other = BridgeClient.of(gateway, GatewayUnderTest.VISITOR)) {
                assertThat(other.ask(there, "decide", key, decision()).getString("code"))
                        .isEqualTo("ADDRESS_NOT_ALLOWED");
            }
            assertThat(gateway.audited(id)).hasSize(1);
        }
    }

    @Nested
    class WhatIsNotAllowed {
        @ParameterizedTest
        @ValueSource(strings = {"workflow.node.x", "__vertx.reply.1", "iaas", "dns.v2", "", "workflow.V1"})
        void shouldBeEveryOtherAddress(String address) {
            assertThat(client.ask(address, "get", key, new JsonObject()).getString("code"))
                    .isEqualTo("ADDRESS_NOT_ALLOWED");
        }

        @ParameterizedTest
        @ValueSource(strings = {"publish", "register", "unregister", "rpc"})
        void shouldBeEveryOtherFrame(String type) {
            JsonObject frame = BridgeClient.frame("workflow.v1", "get", "", new JsonObject())
                    .put("type", type);

            assertThat(client.ask(frame).getString("code")).isEqualTo("BAD_FRAME");
        }

        @ParameterizedTest
        @CsvSource({"workflow.v1, cancelChild", "dns.v1, start", "iaas.v1, drop"})
        void shouldBeWhatTheServiceDoesNotOffer(String service, String action) {
            assertThat(client.ask(service, action, key, new JsonObject()).getString("code"))
                    .isEqualTo("INVALID_REQUEST");
        }

        @Test
        void shouldBeAChildOfSomebodyElse() {
            assertThat(client.ask("workflow.v1", "start", key, start().put("parent", "w"))
                            .getString("code"))
                    .isEqualTo("INVALID_REQUEST");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "[]",
                    "{{",
                    "{\"type\":\"send\"}",
                    "{\"type\":7}",
                    "{\"address\":\"workflow.v1\"}",
                    "{\"type\":\"send\",\"address\":\"workflow.v1\",\"headers\":{\"action\":\"get\"}}",
                    "{\"type\":\"send\",\"address\":\"workflow.v1\",\"replyAddress\":7,\"headers\":{\"action\":\"get\"}}",
                    "{\"type\":\"send\",\"address\":\"workflow.v1\",\"replyAddress\":\"r\",\"headers\":[]}",
                    "{\"type\":\"send\",\"address\":\"workflow.v1\",\"replyAddress\":\"r\",\"headers\":{}}",
                    "{\"type\":\"send\",\"address\":\"workflow.v1\",\"replyAddress\":\"r\",\"headers\":{\"action\":\"get\"},\"body\":1}",
                    "{\"type\":\"ping\",\"type\":\"ping\"}"
                })
        void shouldBeAFrameThatIsNone(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            client.raw(Buffer.buffer().appendInt(bytes.length).appendBytes(bytes));

            assertThat(client.next().getString("code")).isEqualTo("BAD_FRAME");
            // The next one is heard all the same.
            assertThat(client.ask(new JsonObject().put("type", "ping")).getString("type"))
                    .isEqualTo("pong");
        }
    }

    /** Whoever adds a method to a contract decides here whether the bridge has it, and how. */
    @Test
    void shouldKnowEveryActionOfEveryService() throws ReflectiveOperationException {
        for (Class<?> contract : List.of(
                WorkflowService.class, ApprovalService.class, DnsService.class, IaasService.class, JobService.class)) {
            String address = (String) contract.getField("ADDRESS").get(null);
            List<String> missing = Arrays.stream(contract.getMethods())
                    .map(Method::getName)
                    .filter(action -> BridgedActions.find(address, action).isEmpty())
                    .toList();
            assertThat(missing).isEqualTo(contract == WorkflowService.class ? List.of("cancelChild") : List.of());
        }
    }

    private JsonObject start() {
        return new JsonObject().put("name", FakeWorkflows.KNOWN).put("id", id).put("input", new JsonObject());
    }

    private JsonObject decision() {
        return new JsonObject().put("id", id).put("decision", "APPROVE").put("comment", "go");
    }
}
