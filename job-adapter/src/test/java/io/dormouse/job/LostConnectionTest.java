package io.dormouse.job;

import static io.dormouse.job.Waiting.await;
import static io.dormouse.job.Waiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.host.Database;
import io.dormouse.job.provider.ScriptedHost;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LostConnectionTest {
    private static final String ADDRESS = "127.0.0.1";
    private static final String KEY = "web1/1/3";

    @TempDir
    Path folder;

    private final Bus bus = new Bus();
    private final Database database = DataCentre.freshDatabase("job");
    private final Pool pool = database.pool(bus.vertx, 1);
    private ScriptedHost host;
    private Path knownHosts;
    private JobAdapterConfig config;
    private String adapter;

    @BeforeEach
    void anAdapterAndAHost() throws Exception {
        host = new ScriptedHost(folder);
        knownHosts = Files.writeString(folder.resolve("known_hosts"), host.knownHostsLine());
        config = new JobAdapterConfig(
                database,
                host.settings(knownHosts),
                Map.of(
                        "fail", JobCommand.remembering("fail", "{argument}", "{key}"),
                        "remembered", JobCommand.remembering("once", "{key}"),
                        "blocked", JobCommand.remembering("block", "{key}"),
                        "said", forgetting("say"),
                        "dropped", forgetting("drop"),
                        "held", forgetting("block")));
        adapter = bus.deploy(config);
    }

    private static JobCommand forgetting(String word) {
        return new JobCommand(List.of(word, "{argument}"), false);
    }

    @AfterEach
    void clear() throws Exception {
        host.close();
        await(pool.close());
        bus.close();
    }

    private boolean isUnknown() {
        return await(pool.preparedQuery("select from operation where key = $1 and state = 'UNKNOWN'")
                                .execute(Tuple.of(KEY)))
                        .size()
                == 1;
    }

    private static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) throw new AssertionError("never: " + what);
            LockSupport.parkNanos(2_000_000);
        }
    }

    @Test
    void shouldRecordAFailureOfTheCommand() {
        Throwable failure = failureOf(bus.run(KEY, "fail", ADDRESS, "7"));

        assertThat(Bus.codeOf(failure)).isEqualTo(JobFailure.JOB_FAILED);
        assertThat(failure).hasMessageContaining("ended with status 7; its output ends: about to fail");
        assertThat(failureOf(bus.run(KEY, "fail", ADDRESS, "7"))).hasMessage(failure.getMessage());
        assertThat(host.begun()).isEqualTo(1);
    }

    @Test
    void shouldSendAgainOnlyWhatIsRememberedWhenAnEarlierLifeLeftItInFlight() {
        bus.run(KEY, "held", ADDRESS, "x");
        bus.run("remembered", "blocked", ADDRESS, "x");
        until("both commands began", () -> host.begun() == 2);

        bus.undeploy(adapter);
        bus.deploy(config);
        until("one was sent again, unasked", () -> host.begun() == 3);
        until("the other is left to a person", this::isUnknown);
        host.letGo();

        assertThat(await(bus.run("remembered", "blocked", ADDRESS, "x")).output())
                .isEqualTo("let go\n");
        assertThat(host.begun()).isEqualTo(3);
    }

    @Nested
    class GivenAHostThatRemembersKeys {
        @Test
        void shouldSendTheSameKeyAgainAndTakeItsAnswer() {
            Throwable lost = failureOf(bus.run(KEY, "remembered", ADDRESS, "x"));
            assertThat(Bus.codeOf(lost)).isEqualTo(CallFailure.UNAVAILABLE);
            assertThat(lost).hasMessageContaining("nobody said how \"once web1/1/3\" on 127.0.0.1");

            assertThat(await(bus.run(KEY, "remembered", ADDRESS, "x")).output()).isEqualTo("done\n");
            assertThat(host.begun()).isEqualTo(2);
        }
    }

    @Nested
    class GivenAHostThatDoesNotRememberKeys {
        @Test
        void shouldTakeTheAnswerThatItHeard() {
            assertThat(await(bus.run(KEY, "said", ADDRESS, "hello")).output()).contains("hello");
        }

        @Test
        void shouldSendAgainWhatNeverLeft() throws Exception {
            Files.delete(knownHosts);
            assertThat(Bus.codeOf(failureOf(bus.run(KEY, "said", ADDRESS, "hello"))))
                    .isEqualTo(CallFailure.UNAVAILABLE);

            Files.writeString(knownHosts, host.knownHostsLine());

            assertThat(await(bus.run(KEY, "said", ADDRESS, "hello")).output()).contains("hello");
            assertThat(host.begun()).isEqualTo(1);
        }

        @Test
        void shouldLeaveItToAPersonWhenNobodyHeardTheEnd() {
            Future<JobResult> first = bus.run(KEY, "dropped", ADDRESS, "x");
            until("the outcome is unknown", LostConnectionTest.this::isUnknown);

            Future<JobResult> second = bus.run(KEY, "dropped", ADDRESS, "x");
            await(bus.run("another", "said", ADDRESS, "hello"));

            assertThat(host.begun()).isEqualTo(2);
            assertThat(List.of(first, second)).noneMatch(Future::isComplete);
        }
    }
}
