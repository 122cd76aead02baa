package io.dormouse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ListsTest extends ShellTest {
    @Test
    void shouldListWorkflows() {
        api.on(
                "GET /api/v1/workflows",
                200,
                Recorded.page(
                        Recorded.workflow("w2", "FAILED", ",\"failure\":{\"message\":\"no B7\"},\"waitingFor\":\"x\""),
                        Recorded.workflow("w1", "WAITING", ",\"waitingFor\":\"a decision\"")));

        assertThat(shell.run("ls").lines())
                .containsExactly(
                        "ID  NAME              STATUS   DOING       UPDATED",
                        "w2  provision-server  FAILED   no B7       2026-02-03 04:05:09",
                        "w1  provision-server  WAITING  a decision  2026-02-03 04:05:09");
    }

    @Test
    void shouldPassTheFilterOnAndSayWhenThereIsMore() {
        api.on(
                "GET /api/v1/workflows?status=waiting&name=a%20b&tag=team%3Asre&limit=1",
                200, "{\"items\":[],\"next\":\"c\"}");

        Shell.Ran ran = shell.run("ls", "--status", "waiting", "--name=a b", "--tag=team=sre", "--limit", "1");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("ID  NAME  STATUS  DOING  UPDATED\n");
        assertThat(ran.err()).isEqualTo("There are more; ask for them with a higher --limit (at most 1000).\n");
    }

    @Test
    void shouldPrintTheJsonOfTheApi() throws IOException {
        String page = Recorded.page(Recorded.workflow("w1", "WAITING", ""));
        api.on("GET /api/v1/workflows", 200, page);

        Shell.Ran ran = shell.run("ls", "--json");

        assertThat(Json.parse(ran.out())).isEqualTo(Json.parse(page));
    }

    @Test
    void shouldKeepIdsWholeWhenTheTerminalIsNarrow() {
        api.on(
                "GET /api/v1/workflows",
                200,
                Recorded.page(Recorded.workflow(
                        "0".repeat(36), "WAITING", ",\"waitingFor\":\"a decision of somebody who is far away\"")));

        Shell.Ran ran = shell.wide(80).run("ls");

        assertThat(ran.lines().getLast()).startsWith("0".repeat(36) + "  ").contains("…");
        assertThat(ran.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(80));
    }

    @Test
    void shouldSayTimesShortlyWhereSpaceIsDear() {
        api.on(
                "GET /api/v1/workflows",
                200,
                Recorded.page(
                        Recorded.workflow("today", "WAITING", ""),
                        Recorded.workflow("lately", "WAITING", "")
                                .replace("2026-02-03T04:05:09Z", "2026-01-31T04:05:09Z"),
                        Recorded.workflow("once", "WAITING", "")
                                .replace("2026-02-03T04:05:09Z", "2025-12-31T04:05:09Z")));

        assertThat(shell.wide(80).run("ls").out()).contains("  04:05:09\n", "  01-31 04:05\n", "  2025-12-31\n");
    }

    @Test
    void shouldListDefinitionsWithTheFieldsOfTheirInput() {
        api.on(
                "GET /api/v1/definitions",
                200,
                Recorded.page(
                        "{\"name\":\"move-name\",\"version\":3,\"inputSchema\":{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"ttl\":{\"type\":[\"integer\",\"null\"]},\"any\":{}}}}",
                        "{\"name\":\"bare\",\"version\":1,\"inputSchema\":{}}"));

        assertThat(shell.run("definitions").lines())
                .containsExactly(
                        "NAME       VERSION  INPUT",
                        "move-name  3        name: string, ttl: [\"integer\",\"null\"], any: any",
                        "bare       1");
    }

    @Test
    void shouldListServersAndRecords() {
        api.on(
                        "GET /api/v1/servers",
                        200,
                        Recorded.page(
                                "{\"id\":\"srv-1\",\"model\":\"B6\",\"address\":\"127.1.0.1\",\"state\":\"RUNNING\",\"createdAt\":\"2026-02-03T04:05:06Z\"}"))
                .on(
                        "GET /api/v1/dns/demo.test",
                        200,
                        Recorded.page(
                                "{\"name\":\"web1.demo.test\",\"type\":\"A\",\"value\":\"127.1.0.1\",\"ttl\":60}"));

        assertThat(shell.run("servers").lines())
                .containsExactly(
                        "ID     MODEL  ADDRESS    STATE    CREATED",
                        "srv-1  B6     127.1.0.1  RUNNING  2026-02-03 04:05:06");
        assertThat(shell.run("dns", "demo.test").lines())
                .containsExactly("NAME            TYPE  VALUE      TTL", "web1.demo.test  A     127.1.0.1  60");
    }

    @Test
    void shouldShowTheCluster() {
        api.on("GET /api/v1/cluster?role=workflow", 200, """
            {"partitions":271,"unowned":1,"members":[
            {"name":"n-1","role":"workflow","address":"10.0.0.1:5701","visible":true,"partitions":270,"silentMillis":120,"definitions":[]},
            {"name":"n-0","role":"workflow","address":"10.0.0.2:5701","visible":false,"partitions":0,"silentMillis":9000,"definitions":null},
            {"name":"g-1","role":"gateway","address":"10.0.0.3:5701","visible":true,"partitions":null,"silentMillis":null,"definitions":null}]}
            """);

        assertThat(shell.run("cluster", "--role", "workflow").lines())
                .containsExactly(
                        "ROLE      ADDRESS        OWNS     SILENT  NAME",
                        "workflow  10.0.0.1:5701  270/271  0.1 s   n-1",
                        "workflow  10.0.0.2:5701  0/271    9.0 s   n-0 (gone)",
                        "gateway   10.0.0.3:5701                   g-1");
    }
}
