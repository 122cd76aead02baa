package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.workflow.EventView;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.postgres.FreePort;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** A gateway, an instance that answers, and one in a process of its own that swallows what it is asked and then is killed. */
@EnabledIfEnvironmentVariable(named = "DORMOUSE_LONG", matches = "1")
class KilledInstanceTest {
    private final String cluster = "killed-" + UUID.randomUUID();
    private final int port = FreePort.get();
    private final FakeWorkflows living = new FakeWorkflows();
    private final ClusterMember asker = join(port);
    private final ClusterMember other = join(0);

    @TempDir
    private Path folder = Path.of("");

    private ClusterMember join(int own) {
        return await(ClusterMember.join(
                new ClusterConfig(cluster, "gateway", "127.0.0.1", own, List.of("127.0.0.1:" + port))));
    }

    @AfterEach
    void leave() {
        await(other.leave());
        await(asker.leave());
    }

    @Test
    void shouldBeAnsweredByAnotherWhenTheMemberThatWasAskedIsKilled() throws Exception {
        assertThatTheLivingAnswer(KeyedCall.BUS_TIMEOUT, true);
    }

    @Test
    void shouldBeAnsweredByAnotherWhenTheMemberThatWasAskedSaysNothing() throws Exception {
        assertThatTheLivingAnswer(Duration.ofMillis(500), false);
    }

    private void assertThatTheLivingAnswer(Duration silence, boolean killed) throws Exception {
        Services services = new Services(asker.vertx(), silence);
        asker.onLost(name -> services.lost());
        await(living.bind(other.vertx()));
        try (SwallowingService dying = SwallowingService.start(folder, cluster, "127.0.0.1:" + port)) {
            Waiting.until(() -> dying.hasSaid("listens"));
            List<Future<EventView>> asked = new ArrayList<>();
            // Instances take turns, as soon as the asker has heard of both
            Waiting.until(() -> {
                String key = "key-" + asked.size();
                asked.add(services.workflows("ada", key).trigger(new TriggerEvent(key, 1)));
                return dying.hasSaid("swallowed");
            });

            if (killed) dying.kill();

            assertThat(asked.stream().map(Await::await))
                    .allSatisfy(event -> assertThat(event.value()).isEqualTo(1));
        }
    }
}
