package io.dormouse.job;

import static io.dormouse.job.Waiting.await;
import static io.dormouse.job.Waiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeployOverTheBusTest {
    private static final String ADDRESS = "127.1.79.1";

    @TempDir
    static Path folder;

    private static Bus bus;
    private static DataCentre centre;
    private static int calls;

    private final String server = "s-" + ++calls;
    private final String key = "web%d/1/3".formatted(calls);

    @BeforeAll
    static void anAdapterAndMachines() throws IOException {
        bus = new Bus();
        centre = new DataCentre(bus.vertx, folder);
        bus.deploy(JobAdapterConfig.of(DataCentre.freshDatabase("job"), centre.ssh()));
    }

    @AfterAll
    static void clear() {
        centre.close();
        bus.close();
    }

    @BeforeEach
    void aServerWithPower() {
        centre.power(server, ADDRESS);
    }

    @AfterEach
    void withoutPower() {
        await(centre.machines().off(server));
    }

    private JobResult deployed() {
        return new JobResult(0, "deployed 1.0 on %s\n".formatted(server));
    }

    @Test
    void shouldDeployOnTheServer() {
        assertThat(await(bus.run(key, "deploy", ADDRESS, "1.0"))).isEqualTo(deployed());
        assertThat(centre.deployments(server)).isEqualTo(1);
    }

    @Test
    void shouldAnswerARepeatedKeyWithoutAskingTheServer() {
        await(bus.run(key, "deploy", ADDRESS, "1.0"));
        await(centre.machines().off(server));

        assertThat(await(bus.run(key, "deploy", ADDRESS, "1.0"))).isEqualTo(deployed());
    }

    @Test
    void shouldDeployOnceForManyWhoAskAtOnce() {
        List<Future<JobResult>> answers = IntStream.range(0, 20)
                .mapToObj(number -> bus.run(key, "deploy", ADDRESS, "1.0"))
                .toList();

        await(Future.all(answers));

        assertThat(answers).allSatisfy(answer -> assertThat(answer.result()).isEqualTo(deployed()));
        assertThat(centre.deployments(server)).isEqualTo(1);
    }

    @Test
    void shouldRefuseTheKeyForAnotherRelease() {
        await(bus.run(key, "deploy", ADDRESS, "1.0"));

        assertThat(Bus.codeOf(failureOf(bus.run(key, "deploy", ADDRESS, "2.0"))))
                .isEqualTo(CallFailure.KEY_REUSED);
        assertThat(centre.deployments(server)).isEqualTo(1);
    }

    @Test
    void shouldDeployWhenItIsAskedAgainAfterTheServerWasAway() {
        await(centre.machines().off(server));
        Throwable away = failureOf(bus.run(key, "deploy", ADDRESS, "1.0"));
        assertThat(Bus.codeOf(away)).isEqualTo(CallFailure.UNAVAILABLE);
        assertThat(away)
                .hasMessageContaining("no command was sent to " + ADDRESS)
                .hasMessageContaining("refused");

        centre.power(server, ADDRESS);

        assertThat(await(bus.run(key, "deploy", ADDRESS, "1.0"))).isEqualTo(deployed());
    }

    @Test
    void shouldDeployOnManyServersAtOnce() {
        List<String> addresses = IntStream.rangeClosed(1, 200)
                .mapToObj(host -> "127.1.80." + host)
                .toList();
        await(Future.all(addresses.stream()
                .map(address -> centre.machines().power("s@" + address, address))
                .toList()));

        List<Future<JobResult>> results = addresses.stream()
                .map(address -> bus.run(key + address, "deploy", address, "1.0"))
                .toList();
        await(Future.all(results));

        for (int number = 0; number < addresses.size(); number++) {
            assertThat(results.get(number).result().output())
                    .isEqualTo("deployed 1.0 on s@%s\n".formatted(addresses.get(number)));
        }
    }

    @Test
    void shouldSayWhichJobsThereAre() {
        Throwable failure = failureOf(bus.run(key, "reboot", ADDRESS, "now"));

        assertThat(Bus.codeOf(failure)).isEqualTo(JobFailure.JOB_UNKNOWN);
        assertThat(failure).hasMessageContaining("no job \"reboot\" here, only [deploy]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0 2.0", "1.0;reboot", "$(reboot)", "-f", "1.0\n", "~", "{key}"})
    void shouldSendNothingThatIsMoreThanAWord(String argument) {
        assertThat(Bus.codeOf(failureOf(bus.run(key + argument.hashCode(), "deploy", ADDRESS, argument))))
                .isEqualTo(JobFailure.ARGUMENT_INVALID);
        assertThat(centre.deployments(server)).isZero();
    }

    @Test
    void shouldSendNoKeyThatIsMoreThanAWord() {
        assertThat(Bus.codeOf(failureOf(bus.run(key + ";reboot", "deploy", ADDRESS, "1.0"))))
                .isEqualTo(JobFailure.ARGUMENT_INVALID);
        assertThat(centre.deployments(server)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.1", "0.0.0.0", ""})
    void shouldConnectToLiteralAddressesOnly(String address) {
        assertThat(Bus.codeOf(failureOf(bus.run(key + address, "deploy", address, "1.0"))))
                .isEqualTo(JobFailure.ARGUMENT_INVALID);
    }

    @ParameterizedTest
    @CsvSource({"job", "address", "argument"})
    void shouldRefuseARequestWithoutOneOfItsFields(String field) {
        JsonObject request =
                new JsonObject().put("job", "deploy").put("address", ADDRESS).put("argument", "1.0");
        request.remove(field);

        assertThat(Bus.codeOf(failureOf(bus.run(key + field, request)))).isEqualTo(CallFailure.INVALID_REQUEST);
    }

    @Test
    void shouldRefuseACallWithoutAKey() {
        assertThat(Bus.codeOf(failureOf(bus.run("", "deploy", ADDRESS, "1.0")))).isEqualTo(CallFailure.KEY_MISSING);
    }
}
