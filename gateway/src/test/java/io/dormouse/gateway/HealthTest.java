package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpResponse;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @Test
    void shouldSayWithoutATokenThatItLives() {
        HttpResponse<Buffer> answer = ask(gateway, "/healthz");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.bodyAsString()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @Test
    void shouldBeReadyWhenPostgresAndTheWorkflowServiceAnswer() {
        assertThat(ask(gateway, "/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldLiveButNotBeReadyWithoutTheWorkflowService() {
        GatewayUnderTest alone = GatewayUnderTest.startWithoutServices();
        try {
            assertThat(ask(alone, "/healthz").statusCode()).isEqualTo(200);
            HttpResponse<Buffer> answer = ask(alone, "/readyz");
            Problems.assertProblem(answer, 503, "UNAVAILABLE");
            assertThat(answer.bodyAsJsonObject().getString("detail"))
                    .startsWith("The workflow service does not answer yet");

            await(alone.workflows.bind(alone.vertx));
            assertThat(ask(alone, "/readyz").statusCode()).isEqualTo(200);
        } finally {
            alone.stop();
        }
    }

    private static HttpResponse<Buffer> ask(GatewayUnderTest gateway, String path) {
        return await(gateway.anonymous(HttpMethod.GET, path).send());
    }
}
