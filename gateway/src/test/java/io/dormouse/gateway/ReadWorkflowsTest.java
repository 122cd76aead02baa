package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ReadWorkflowsTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @Test
    void shouldListTheDefinitionsWithTheirSchemas() {
        JsonObject page = gateway.get("/api/v1/definitions").bodyAsJsonObject();

        assertThat(page.encode())
                .isEqualTo(
                        "{\"items\":[{\"name\":\"provision-server\",\"version\":1,\"inputSchema\":{\"type\":\"object\"}}],\"next\":null}");
    }

    @Nested
    class AList {
        @Test
        void shouldAskForAHundredWhenNothingIsSaid() {
            HttpResponse<Buffer> answer = gateway.get("/api/v1/workflows");

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.bodyAsJsonObject().getString("next")).isEqualTo("after-this");
            assertThat(gateway.workflows.lastCall().request()).isEqualTo(new JsonObject().put("limit", 100));
        }

        @Test
        void shouldPassTheFilterOn() {
            gateway.get(
                    "/api/v1/workflows?status=waiting&name=a%20b+c&tag=team:sre&limit=1000&tag=url:http%3A//x&cursor=x%2Fy");

            assertThat(gateway.workflows.lastCall().request())
                    .isEqualTo(new JsonObject()
                            .put("status", "WAITING")
                            .put("name", "a b c")
                            .put("tags", new JsonObject().put("team", "sre").put("url", "http://x"))
                            .put("limit", 1000)
                            .put("cursor", "x/y"));
        }

        @Test
        void shouldSayWhichStatesThereAre() {
            HttpResponse<Buffer> answer = gateway.get("/api/v1/workflows?status=sleeping");

            Problems.assertProblem(answer, 400, "INVALID_REQUEST");
            assertThat(answer.bodyAsJsonObject().getString("detail")).contains("RUNNING, WAITING, PAUSED, STUCK");
        }

        @Test
        void shouldSayWhichParametersThereAre() {
            HttpResponse<Buffer> answer = gateway.get("/api/v1/workflows?state=waiting");

            Problems.assertProblem(answer, 400, "INVALID_REQUEST");
            assertThat(answer.bodyAsJsonObject().getString("detail"))
                    .isEqualTo("The query parameter \"state\" is not known here; known are status, name, tag, limit,"
                            + " cursor.");
        }
    }

    @Nested
    class One {
        private final String id = "read-" + UUID.randomUUID();

        @Test
        void shouldAnswerWithAllItsFields() {
            gateway.workflows.ended(id);

            JsonObject workflow = gateway.get("/api/v1/workflows/" + id).bodyAsJsonObject();

            assertThat(workflow.fieldNames())
                    .containsExactlyInAnyOrder(
                            "id",
                            "name",
                            "version",
                            "status",
                            "run",
                            "input",
                            "result",
                            "failure",
                            "waitingFor",
                            "sourceLine",
                            "statusText",
                            "tags",
                            "parent",
                            "startedBy",
                            "createdAt",
                            "updatedAt",
                            "finishedAt");
            assertThat(workflow.getString("status")).isEqualTo("COMPLETED");
        }

        @Test
        void shouldRefuseAnIdThatThereIsNot() {
            Problems.assertProblem(gateway.get("/api/v1/workflows/" + id), 404, "WORKFLOW_UNKNOWN");
        }

        @Test
        void shouldDecodeTheIdOnce() {
            gateway.get("/api/v1/workflows/a%2Fb%2541");

            assertThat(gateway.workflows.lastCall().request().getString("id")).isEqualTo("a/b%41");
        }

        @Test
        void shouldAnswerHeadWithoutABody() {
            gateway.workflows.ended(id);

            HttpResponse<Buffer> answer = Await.await(
                    gateway.request(HttpMethod.HEAD, "/api/v1/workflows/" + id).send());

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isNull();
            assertThat(Integer.parseInt(answer.getHeader("Content-Length"))).isPositive();
        }
    }

    @Nested
    class AJournal {
        private final String id = "journal-" + UUID.randomUUID();

        @Test
        void shouldGoOnFromAPosition() {
            gateway.workflows.ended(id);

            String body = gateway.get("/api/v1/workflows/" + id + "/journal?cursor=41&limit=7")
                    .bodyAsString();

            assertThat(body)
                    .isEqualTo(
                            "{\"items\":[{\"position\":41,\"type\":\"Called\",\"at\":\"2026-02-03T04:05:06.000007Z\",\"seq\":1,"
                                + "\"name\":\"IaasService.create\",\"line\":null,\"body\":{\"kind\":\"service\",\"nothing\":null}}],\"next\":42}");
            assertThat(gateway.workflows.lastCall().request())
                    .isEqualTo(new JsonObject().put("id", id).put("from", 41).put("limit", 7));
        }

        @Test
        void shouldBeOfTheRunThatIsAskedFor() {
            gateway.workflows.ended(id);

            gateway.get("/api/v1/workflows/" + id + "/journal?run=3");

            assertThat(gateway.workflows.lastCall().request().getInteger("run")).isEqualTo(3);
        }

        @Test
        void shouldRefuseAPositionThatIsNone() {
            Problems.assertProblem(
                    gateway.get("/api/v1/workflows/" + id + "/journal?cursor=-1"), 400, "INVALID_REQUEST");
        }

        @Test
        void shouldRefuseAWorkflowThatThereIsNot() {
            Problems.assertProblem(gateway.get("/api/v1/workflows/" + id + "/journal"), 404, "WORKFLOW_UNKNOWN");
        }
    }
}
