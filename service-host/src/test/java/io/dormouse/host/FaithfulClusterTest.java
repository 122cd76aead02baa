package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastInstance;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaithfulClusterTest {
    private final FaithfulCluster manager =
            new FaithfulCluster(HazelcastSettings.of(ClusterConfig.alone("test-" + UUID.randomUUID(), "other")));
    private Vertx vertx = ServiceVertx.alone();
    private MessageConsumer<String> consumer = vertx.eventBus().consumer("nothing yet");

    @BeforeEach
    void join() throws Exception {
        await(vertx.close());
        vertx = await(Vertx.builder().withClusterManager(manager).buildClustered());
        consumer = vertx.eventBus().consumer("dormouse", question -> question.reply("asleep"));
        await(consumer.completion());
    }

    @AfterEach
    void leave() throws Exception {
        await(vertx.close());
    }

    @Test
    void shouldWriteAgainWhatALateDeletionTookAway() throws Exception {
        HazelcastInstance hazelcast = manager.getHazelcastInstance();
        hazelcast.getMultiMap("__vertx.subs").clear();
        hazelcast.getMap("__vertx.nodeInfo").clear();

        await(manager.look());

        assertThat(hazelcast.getMultiMap("__vertx.subs").valueCount("dormouse")).isEqualTo(1);
        assertThat(hazelcast.getMap("__vertx.nodeInfo").keySet()).isEqualTo(Set.of(manager.getNodeId()));
        assertThat(ask()).isEqualTo("asleep");
    }

    @Test
    void shouldNotWriteAgainWhatIsBoundNoMore() throws Exception {
        await(consumer.unregister());

        await(manager.look());

        assertThat(manager.getHazelcastInstance().getMultiMap("__vertx.subs").keySet())
                .isEmpty();
    }

    @Test
    void shouldChangeNothingThatIsThere() throws Exception {
        List<Object> before = List.copyOf(
                manager.getHazelcastInstance().getMultiMap("__vertx.subs").values());

        await(manager.look());

        assertThat(manager.getHazelcastInstance().getMultiMap("__vertx.subs").values())
                .containsExactlyElementsOf(before);
    }

    private String ask() throws Exception {
        return await(vertx.eventBus()
                        .<String>request("dormouse", "awake?", new DeliveryOptions().setSendTimeout(5_000)))
                .body();
    }
}
