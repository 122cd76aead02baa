package io.dormouse.dns;

import static io.dormouse.dns.Awaiting.await;
import static io.dormouse.dns.Awaiting.failureOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.dns.server.RunningServer;
import io.dormouse.dns.server.SandboxServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerAwayTest {
    @Test
    void shouldGoOnWithTheCallWhenTheServerIsBack() {
        UpsertRecord request = new UpsertRecord("back.example.test", "A", "192.0.2.1");
        String key = AdapterLab.newKey();
        try (SandboxServer server = new SandboxServer();
                AdapterLab adapter = new AdapterLab(
                        server.port(), server.secret(), List.of(RunningServer.ZONE), Duration.ofSeconds(1))) {
            server.whileAway(() -> assertThat(failureOf(adapter.upsert(key, request)))
                    .isInstanceOfSatisfying(
                            ContractException.class,
                            failure -> assertThat(failure.failure()).isEqualTo(CallFailure.UNAVAILABLE)));
            await(adapter.upsertUntilDone(key, request));
            assertThat(new Nameserver(server).lookUp("back.example.test", "A")).containsExactly("192.0.2.1 60");
        }
    }
}
