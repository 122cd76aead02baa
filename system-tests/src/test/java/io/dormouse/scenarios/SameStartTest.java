package io.dormouse.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Starting the same id twice with the same input gives the same workflow; with other input it is refused. */
@ExtendWith(Shared.class)
class SameStartTest {
    private static final int AT_ONCE = 50;

    private final Site site;
    private final Api api;
    private final SecondLife afterwards;

    SameStartTest(NewUser user, SecondLife afterwards) {
        site = user.site();
        api = user.api();
        this.afterwards = afterwards;
    }

    private static String input(String release) {
        return "{\"model\":\"B6\",\"name\":\"same.demo.test\",\"release\":\"%s\"}".formatted(release);
    }

    private Api.Reply start(String id, String input) throws IOException {
        return api.start("provision-server", id, input);
    }

    private List<Api.Reply> atOnce(String id, IntFunction<String> input) throws Exception {
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Api.Reply>> calls = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String given = input.apply(i);
                calls.add(callers.submit(() -> start(id, given)));
            }
            List<Api.Reply> replies = new ArrayList<>();
            for (Future<Api.Reply> call : calls) replies.add(call.get());
            return replies;
        }
    }

    private static void assertRefused(Api.Reply reply) {
        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.body().path("detail").asText()).as("a sentence").isNotBlank();
    }

    private long serversOf(String id) {
        try (Tables tables = Tables.of(site)) {
            return tables.count("iaas.operation WHERE key LIKE '%s/%%'".formatted(id));
        }
    }

    @Test
    void shouldAnswerWithTheSameWorkflowAndRefuseOtherInput() throws IOException {
        Api.Reply first = start("one", input("1.0"));
        Api.Reply again = start("one", "{ \"release\" : \"1.0\", \"name\":\"same.demo.test\",\n\"model\":\"B6\" }");
        Api.Reply other = start("one", input("2.0"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("createdAt")).isEqualTo(first.body().path("createdAt"));
        assertRefused(other);
    }

    @Test
    void shouldStartOnceWhenManyStartTheSameAtOnce() throws Exception {
        List<Api.Reply> replies = atOnce("crowd", call -> input("1.0"));

        assertThat(replies).extracting(Api.Reply::status).containsOnly(200, 201).containsOnlyOnce(201);
        assertThat(replies)
                .extracting(reply -> reply.body().path("createdAt"))
                .as("one workflow")
                .containsOnly(replies.getFirst().body().path("createdAt"));
        Waiting.until("its server is there", () -> serversOf("crowd") > 0);
        assertThat(serversOf("crowd")).isEqualTo(1);
    }

    @Test
    void shouldLetOneInputWinWhenManyDifferAtOnce() throws Exception {
        List<Api.Reply> replies = atOnce("rivals", call -> input(call % 2 == 0 ? "even" : "odd"));

        assertThat(replies)
                .extracting(Api.Reply::status)
                .containsOnly(200, 201, 409)
                .containsOnlyOnce(201);
        List<Api.Reply> won =
                replies.stream().filter(reply -> reply.status() != 409).toList();
        assertThat(won).hasSize(AT_ONCE / 2);
        assertThat(won)
                .extracting(reply -> reply.body().path("input"))
                .as("one input")
                .containsOnly(won.getFirst().body().path("input"));
        replies.stream().filter(reply -> reply.status() == 409).forEach(SameStartTest::assertRefused);
    }

    @Test
    void shouldRememberAfterARestart() throws IOException {
        Api.Reply again = afterwards.api().start("greet", SecondLife.GREETING, "{\"name\":\"Ada\"}");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().path("createdAt"))
                .isEqualTo(afterwards.greetingBefore().path("createdAt"));
        assertRefused(afterwards.api().start("greet", SecondLife.GREETING, "{\"name\":\"Eve\"}"));
    }
}
