package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;

/** What every refusal must be. */
final class Problems {
    private Problems() {}

    static void assertProblem(HttpResponse<Buffer> answer, int status, String code) {
        assertThat(answer.getHeader("Content-Type")).as(answer.bodyAsString()).isEqualTo("application/problem+json");
        JsonObject problem = answer.bodyAsJsonObject();
        assertThat(answer.statusCode()).as(problem.encode()).isEqualTo(status);
        assertThat(problem.fieldNames()).containsExactlyInAnyOrder("type", "title", "status", "code", "detail");
        assertThat(problem.getInteger("status")).isEqualTo(status);
        assertThat(problem.getString("code")).as(problem.encode()).isEqualTo(code);
        assertThat(problem.getString("detail")).matches("(?s)[A-Z].*[.!?]");
        assertThat(answer.getHeader("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.getHeader("X-Content-Type-Options")).isEqualTo("nosniff");
        if (status == 503) assertThat(answer.getHeader("Retry-After")).isEqualTo("1");
    }
}
