package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.SandboxServer;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Histories with a network that loses datagrams or delivers them late: an old value never comes back. They wait for the ledger, each on its own
 * name, so they do it together.
 */
@Execution(ExecutionMode.CONCURRENT)
class LostAndLateTest {
    private static final String OLD = "192.0.2.1";
    private static final String NEW = "192.0.2.2";

    private static SandboxServer server;
    private static Relay network;
    private static AdapterLab adapter;
    private static Nameserver nameserver;

    @BeforeAll
    static void start() {
        server = new SandboxServer();
        network = new Relay(server.port());
        adapter = new AdapterLab(network.port(), server.secret(), List.of(RunningServer.ZONE), Duration.ofSeconds(1));
        nameserver = new Nameserver(server);
    }

    @AfterAll
    static void stop() {
        adapter.close();
        network.close();
        server.close();
    }

    private static UpsertRecord set(String name, String value) {
        return new UpsertRecord(name, "A", value);
    }

    private static void assertNoOutcome(Future<?> call) {
        assertThat(failureOf(call))
                .isInstanceOfSatisfying(
                        ContractException.class,
                        failure -> assertThat(failure.failure()).isEqualTo(CallFailure.UNAVAILABLE));
    }

    private static void assertConflict(Future<?> call) {
        assertThat(failureOf(call))
                .isInstanceOfSatisfying(
                        ContractException.class,
                        failure -> assertThat(failure.failure()).isEqualTo(DnsFailure.NAME_CONFLICT));
    }

    @Test
    void shouldFindOutThatAnUpdateWasMadeWhenItsAnswerWasLost() {
        String name = "answer-lost.example.test";
        String key = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.ANSWER_LOST);
        assertNoOutcome(adapter.upsert(key, set(name, NEW)));
        assertThat(await(adapter.upsertUntilDone(key, set(name, NEW)))).isEqualTo(new DnsRecord(name, "A", NEW, 60));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldMakeTheUpdateWhenItWasLost() {
        String name = "request-lost.example.test";
        String key = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.REQUEST_LOST);
        assertNoOutcome(adapter.upsert(key, set(name, NEW)));
        await(adapter.upsertUntilDone(key, set(name, NEW)));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldLetAYoungerCallStandWhenTheOlderIsTriedAgain() {
        String name = "younger.example.test";
        String older = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.REQUEST_LOST);
        assertNoOutcome(adapter.upsert(older, set(name, OLD)));
        await(adapter.upsertUntilDone(AdapterLab.newKey(), set(name, NEW)));
        assertConflict(adapter.upsertUntilDone(older, set(name, OLD)));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldLetAYoungerCallStandThatPutBackWhatTheOlderHadFound() {
        String name = "back-again.example.test";
        nameserver.add(name, "A", NEW);
        String older = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.REQUEST_LOST);
        assertNoOutcome(adapter.upsert(older, set(name, OLD)));
        await(adapter.upsertUntilDone(AdapterLab.newKey(), set(name, NEW)));
        assertConflict(adapter.upsertUntilDone(older, set(name, OLD)));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldLeaveWhatSomebodyElseHasSetSinceTheCallBegan() {
        String name = "foreign.example.test";
        String key = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.REQUEST_LOST);
        assertNoOutcome(adapter.upsert(key, set(name, OLD)));
        nameserver.add(name, "A", NEW);
        assertConflict(adapter.upsertUntilDone(key, set(name, OLD)));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldNotTakeALatePacketForAYoungerValue() {
        String name = "late.example.test";
        String key = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.HELD);
        assertNoOutcome(adapter.upsert(key, set(name, OLD)));
        await(adapter.upsertUntilDone(AdapterLab.newKey(), set(name, NEW)));
        await(network.deliverHeld(name));
        assertThat(nameserver.lookUp(name, "A")).containsExactly(NEW + " 60");
    }

    @Test
    void shouldNotTakeALatePacketEvenWhenEverythingIsAsItWasWhenItLeft() {
        String name = "late-circle.example.test";
        String key = AdapterLab.newKey();
        network.nextUpdateOf(name, Relay.Fate.HELD);
        assertNoOutcome(adapter.upsert(key, set(name, OLD)));
        await(adapter.upsertUntilDone(key, set(name, OLD)));
        await(adapter.delete(new DeleteRecord(name, "A")));
        await(network.deliverHeld(name));
        assertThat(nameserver.lookUp(name, "A")).isEmpty();
    }
}
