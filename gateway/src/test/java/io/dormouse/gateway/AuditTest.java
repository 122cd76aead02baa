package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {
    private final GatewayUnderTest gateway = GatewayUnderTest.shared();
    private final String event = "audit-" + UUID.randomUUID();

    @Test
    void shouldPassNothingOnThatIsNotWrittenDown() {
        run("ALTER TABLE audit RENAME TO gone");
        try {
            Problems.assertProblem(gateway.post("/api/v1/events/" + event, "1"), 503, "UNAVAILABLE");
            Problems.assertProblem(gateway.post("/api/v1/workflows/provision-server", "{}"), 503, "UNAVAILABLE");
            Problems.assertProblem(
                    gateway.post("/api/v1/approvals/x/decision", "{\"decision\":\"approve\"}"), 503, "UNAVAILABLE");
            for (String change : List.of("signals/s", "cancel", "terminate", "pause", "resume", "retry")) {
                Problems.assertProblem(gateway.post("/api/v1/workflows/x/" + change, "{}"), 503, "UNAVAILABLE");
            }
            Problems.assertProblem(
                    gateway.post("/api/v1/workflows/x/complete", "{\"run\":0,\"seq\":1,\"result\":1}"),
                    503,
                    "UNAVAILABLE");
            Problems.assertProblem(gateway.post("/api/v1/workflows/x/rewind", "{\"position\":1}"), 503, "UNAVAILABLE");
            Problems.assertProblem(gateway.post("/api/v1/workflows/x/fork", "{\"position\":1}"), 503, "UNAVAILABLE");
            Problems.assertProblem(gateway.post("/api/v1/operations/pause", "{}"), 503, "UNAVAILABLE");
            Problems.assertProblem(gateway.post("/api/v1/operations/resume", "{}"), 503, "UNAVAILABLE");
            assertThat(gateway.workflows.calls).isEmpty();
            assertThat(gateway.services.calls).isEmpty();
        } finally {
            run("ALTER TABLE gone RENAME TO audit");
        }

        assertThat(gateway.post("/api/v1/events/" + event, "1").statusCode()).isEqualTo(200);
    }

    @Test
    void shouldGoOnWhenTheDatabaseHasClosedItsConnections() {
        gateway.post("/api/v1/events/" + event, "1");
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <>"
                + " pg_backend_pid()");

        // The first one may meet the broken connection; it is refused, and asked again it is written.
        HttpResponse<Buffer> answer = gateway.post("/api/v1/events/" + event, "1");
        if (answer.statusCode() == 503) answer = gateway.post("/api/v1/events/" + event, "1");

        assertThat(answer.statusCode()).isEqualTo(200);
    }

    @Test
    void shouldStayConnectedWhileNobodyAsks() {
        gateway.post("/api/v1/events/" + event, "1");
        Object since = one("SELECT clock_timestamp()::text");

        String asked = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE query = 'SELECT 1' AND query_start > '%s')"
                .formatted(since);
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean seen = false;
        while (!seen && System.nanoTime() < deadline) seen = one(asked).equals(true);
        assertThat(seen).isTrue();
    }

    @Test
    void shouldWriteManyRowsWithFewCommits() {
        List<Future<HttpResponse<Buffer>>> answers = IntStream.range(0, 300)
                .mapToObj(number ->
                        gateway.posting("/api/v1/events/" + event + number).sendBuffer(Buffer.buffer("1")))
                .toList();
        await(Future.all(answers));

        Row counts = await(gateway.rows
                        .query(
                                "SELECT count(*) AS rows, count(DISTINCT xmin::text) AS commits FROM audit WHERE target LIKE '%s%%'"
                                        .formatted(event))
                        .execute())
                .iterator()
                .next();
        assertThat(counts.getLong("rows")).isEqualTo(300);
        assertThat(counts.getLong("commits")).isLessThan(300);
    }

    private Object one(String sql) {
        return await(gateway.rows.query(sql).execute()).iterator().next().getValue(0);
    }

    private void run(String sql) {
        await(gateway.rows.query(sql).execute());
    }
}
