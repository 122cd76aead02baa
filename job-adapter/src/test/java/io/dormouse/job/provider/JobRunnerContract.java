package io.dormouse.job.provider;

import static io.dormouse.job.Waiting.await;
import static io.dormouse.job.Waiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.job.JobException;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What running a command over SSH promises, whoever made the host. */
abstract class JobRunnerContract {
    static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    @TempDir
    Path folder;

    final Vertx vertx = ServiceVertx.alone();
    TestHost host;
    Path knownHosts;

    /** A host of its own for each test. */
    abstract TestHost start(Path folder) throws Exception;

    /** How many commands it can run at once without keeping a test waiting. */
    abstract int many();

    @BeforeEach
    void aKnownHost() throws Exception {
        host = start(Files.createDirectory(folder.resolve("host")));
        knownHosts = folder.resolve("known_hosts");
        Files.writeString(knownHosts, host.knownHostsLine());
    }

    @AfterEach
    void clear() throws Exception {
        host.close();
        await(vertx.close());
    }

    JobRunner runner(SshSettings settings) {
        return await(SshJobRunner.open(vertx, settings));
    }

    JobRunner runner() {
        return runner(host.settings(knownHosts));
    }

    static Future<JobResult> run(JobRunner runner, String... words) {
        return runner.run(LOOPBACK, new CommandLine(List.of(words)), Future::succeededFuture);
    }

    @Test
    void shouldTellWhatACommandPrintedOnBothOfItsOutputs() {
        JobResult result = await(run(runner(), "say", "hello"));

        assertThat(result.exitStatus()).isZero();
        assertThat(result.output().lines()).containsExactlyInAnyOrder("hello", "but hello");
    }

    @Test
    void shouldFailWithTheStatusAndTheEndOfTheOutput() {
        Throwable failure = failureOf(run(runner(), "fail", "3"));

        assertThat(failure).isInstanceOf(JobException.class);
        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.JOB_FAILED);
        assertThat(failure)
                .hasMessage("\"fail 3\" on 127.0.0.1:%d ended with status 3; its output ends: about to fail"
                        .formatted(host.port()));
    }

    @Test
    void shouldFailWithTheSignalThatEndedTheCommand() {
        Throwable failure = failureOf(run(runner(), "killed", "x"));

        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.JOB_FAILED);
        assertThat(failure).hasMessageContaining("was ended by the signal KILL");
    }

    @Test
    void shouldKeepTheEndOfAHugeOutput() {
        String output = await(run(runner(), "flood", "5000000")).output();

        assertThat(output.getBytes(StandardCharsets.UTF_8)).hasSize(OutputTail.LIMIT);
        assertThat(output).endsWith("x\nthe end\n");
    }

    @Test
    void shouldReplaceWhatNoStoreCanHold() {
        assertThat(await(run(runner(), "garble", "x")).output()).isEqualTo("a\uFFFD\uFFFD\u001bb");
    }

    @Test
    void shouldNotLetACommandWaitForInput() {
        assertThat(await(run(runner(), "read", "x")).output()).isEqualTo("0\n");
    }

    @Test
    void shouldWaitForALongCommand() throws Exception {
        Future<JobResult> result = run(runner(), "block", "x");
        awaitBegun(1);
        assertThat(result.isComplete()).isFalse();

        host.letGo();

        assertThat(await(result).output()).isEqualTo("let go\n");
    }

    private JobRunner hasty(Duration jobTimeout) {
        SshSettings given = host.settings(knownHosts);
        return runner(new SshSettings(
                given.port(),
                given.user(),
                given.privateKey(),
                knownHosts,
                given.connectTimeout(),
                given.loginTimeout(),
                jobTimeout,
                1));
    }

    @Test
    void shouldTakeTheStatusOfACommandThatLeftSomethingRunning() throws Exception {
        JobResult result = await(run(hasty(Duration.ofMillis(1_500)), "linger", "x"));
        host.letGo();

        assertThat(result).isEqualTo(new JobResult(0, "left behind\n"));
    }

    @Test
    void shouldGiveUpOnACommandThatTakesTooLong() {
        Throwable failure = failureOf(run(hasty(Duration.ofMillis(300)), "block", "x"));

        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.JOB_TIMED_OUT);
        assertThat(failure).hasMessageContaining("did not end within 300 ms and may still run there");
    }

    @Test
    void shouldNotKnowTheEndOfACommandWhoseConnectionBroke() {
        Throwable failure = failureOf(run(runner(), "drop", "x"));

        assertThat(failure)
                .isInstanceOf(ConnectionLost.class)
                .hasMessageContaining("nobody said how \"drop x\" on 127.0.0.1");
        assertThat(((ConnectionLost) failure).sent()).isTrue();
    }

    @Test
    void shouldNotKnowTheEndOfACommandWhenItIsClosed() throws Exception {
        JobRunner runner = runner();
        Future<JobResult> result = run(runner, "block", "x");
        awaitBegun(1);

        await(runner.close());

        assertThat(((ConnectionLost) failureOf(result)).sent()).isTrue();
    }

    @Test
    void shouldSendNothingWhenItMayNotLeave() {
        RuntimeException superseded = new IllegalStateException("superseded");

        Throwable failure = failureOf(runner().run(
                        LOOPBACK, new CommandLine(List.of("say", "hello")), () -> Future.failedFuture(superseded)));

        assertThat(failure).isSameAs(superseded);
        assertThat(host.begun()).isZero();
    }

    @Test
    void shouldAskOnlyOnceWhetherItMayLeave() {
        AtomicInteger asked = new AtomicInteger();

        await(runner().run(LOOPBACK, new CommandLine(List.of("say", "hello")), () -> {
            asked.incrementAndGet();
            return Future.succeededFuture();
        }));

        assertThat(asked).hasValue(1);
    }

    @Test
    void shouldRefuseAHostThatIsNotKnown() throws Exception {
        Files.writeString(knownHosts, "");

        Throwable failure = failureOf(run(runner(), "say", "hello"));

        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.HOST_KEY_REJECTED);
        assertThat(failure).hasMessageContaining("127.0.0.1:%d is not in %s".formatted(host.port(), knownHosts));
        assertThat(host.begun()).isZero();
        assertThat(Files.readString(knownHosts)).isEmpty();
    }

    @Test
    void shouldRefuseAHostThatIsKnownOnAnotherPortOnly() throws Exception {
        Files.writeString(knownHosts, "[127.0.0.1]:1 " + host.hostKey() + "\n127.0.0.1 " + host.hostKey() + "\n");

        assertThat(((JobException) failureOf(run(runner(), "say", "hello"))).failure())
                .isEqualTo(JobFailure.HOST_KEY_REJECTED);
    }

    @Test
    void shouldRefuseAHostWhoseKeyIsAnother() throws Exception {
        LoginKey other = LoginKey.atOrNew(folder.resolve("other"));
        Files.writeString(knownHosts, "[127.0.0.1]:%d %s%n".formatted(host.port(), other.authorizedKey()));

        Throwable failure = failureOf(run(runner(), "say", "hello"));

        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.HOST_KEY_REJECTED);
        assertThat(failure).hasMessageContaining("it is not the host that it was");
        assertThat(host.begun()).isZero();
    }

    @Test
    void shouldRefuseAHostWhoseKeyIsRevoked() throws Exception {
        Files.writeString(
                knownHosts,
                host.knownHostsLine() + "@revoked * " + host.hostKey() + "\n@revoked " + host.knownHostsLine());

        assertThat(failureOf(run(runner(), "say", "hello"))).hasMessageContaining("is marked as revoked");
    }

    @Test
    void shouldKnowAHostFromTheMomentThatItIsWrittenDown() throws Exception {
        Files.writeString(knownHosts, "");
        JobRunner runner = runner();
        failureOf(run(runner, "say", "hello"));

        Files.writeString(knownHosts, host.knownHostsLine());

        assertThat(await(run(runner, "say", "hello")).exitStatus()).isZero();
    }

    @Test
    void shouldNotTakeAMissingListOfHostsForAnAnswer() throws Exception {
        Files.delete(knownHosts);

        Throwable failure = failureOf(run(runner(), "say", "hello"));

        assertThat(failure).isInstanceOf(ConnectionLost.class).hasMessageContaining("known_hosts");
        assertThat(((ConnectionLost) failure).sent()).isFalse();
    }

    @Test
    void shouldTellThatItsKeyIsRefused() throws IOException {
        Path stranger = folder.resolve("stranger");
        LoginKey.atOrNew(stranger);
        SshSettings given = host.settings(knownHosts);
        SshSettings refused = SshSettings.of(given.port(), given.user(), stranger, knownHosts);

        Throwable failure = failureOf(run(runner(refused), "say", "hello"));

        assertThat(((JobException) failure).failure()).isEqualTo(JobFailure.LOGIN_REFUSED);
        assertThat(failure).hasMessageContaining("with the key in " + stranger);
    }

    @Test
    void shouldSayThatNothingWasSentWhenNobodyListens() throws Exception {
        SshSettings settings = host.settings(knownHosts);
        host.close();

        Throwable failure = failureOf(run(runner(settings), "say", "hello"));

        assertThat(failure)
                .isInstanceOf(ConnectionLost.class)
                .hasMessageContaining("no command was sent")
                .hasMessageContaining("refused");
        assertThat(((ConnectionLost) failure).sent()).isFalse();
    }

    @Test
    void shouldRunManyAtOnce() throws Exception {
        JobRunner runner = runner();
        List<Future<JobResult>> results = IntStream.range(0, many())
                .mapToObj(number -> run(runner, "say", "number" + number))
                .toList();

        await(Future.all(results));

        for (int number = 0; number < results.size(); number++) {
            assertThat(results.get(number).result().output()).contains("number" + number + "\n");
        }
        assertThat(host.begun()).isEqualTo(many());
    }

    void awaitBegun(int commands) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (host.begun() < commands) {
            if (System.nanoTime() > deadline)
                throw new AssertionError("only %d of %d commands began".formatted(host.begun(), commands));
            LockSupport.parkNanos(1_000_000);
        }
    }
}
