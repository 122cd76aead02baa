package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.Test;

class InventoryTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @Test
    void shouldListTheServers() {
        HttpResponse<Buffer> answer = gateway.get("/api/v1/servers?limit=3&cursor=c");

        assertThat(answer.bodyAsString())
                .isEqualTo(
                        "{\"items\":[{\"id\":\"srv-1\",\"model\":\"B6\",\"address\":\"127.1.0.1\",\"state\":\"RUNNING\","
                            + "\"createdAt\":\"2026-02-03T04:05:06.000007Z\"}],\"next\":null}");
        assertThat(gateway.services.lastCall().request())
                .isEqualTo(new JsonObject().put("limit", 3).put("cursor", "c"));
    }

    @Test
    void shouldListTheRecordsOfAZone() {
        HttpResponse<Buffer> answer = gateway.get("/api/v1/dns/demo.test");

        assertThat(answer.bodyAsString())
                .isEqualTo(
                        "{\"items\":[{\"name\":\"web1.demo.test\",\"type\":\"A\",\"value\":\"127.1.0.1\",\"ttl\":60}],\"next\":null}");
    }

    @Test
    void shouldRefuseAZoneThatIsNotServed() {
        Problems.assertProblem(gateway.get("/api/v1/dns/elsewhere.test"), 404, "ZONE_NOT_SERVED");
    }

    @Test
    void shouldShowTheCluster() {
        HttpResponse<Buffer> answer = gateway.get("/api/v1/cluster?role=workflow");

        assertThat(answer.bodyAsString())
                .isEqualTo(
                        "{\"partitions\":271,\"unowned\":1,\"members\":[{\"name\":\"n-1\",\"role\":\"workflow\",\"address\":\"127.0.0.1:5701\","
                            + "\"visible\":true,\"partitions\":270,\"silentMillis\":120,\"definitions\":[\"provision-server/1\"]},"
                            + "{\"name\":\"g-1\",\"role\":\"gateway\",\"address\":\"127.0.0.1:5702\",\"visible\":true,"
                            + "\"partitions\":null,\"silentMillis\":null,\"definitions\":null}]}");
        assertThat(gateway.workflows.lastCall().request()).isEqualTo(new JsonObject().put("role", "workflow"));
    }
}
