package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.cluster.Member;
import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A stranger who reaches a member's ports speaks our protocols fluently, as a member without our filters, and sends Java objects.
 * None is ever brought to life: that would run the stranger's code.
 */
class StrangersObjectTest {
    private static final ConcurrentLinkedQueue<String> alive = new ConcurrentLinkedQueue<>();

    private final String cluster = "test-" + UUID.randomUUID();
    private ClusterMember member =
            await(ClusterMember.join(new ClusterConfig(cluster, "workflow", "127.0.0.1", 0, List.of("127.0.0.1:1"))));
    private Vertx stranger = ServiceVertx.alone();
    private HazelcastInstance strangersMaps = member.hazelcast();

    StrangersObjectTest() throws Exception {}

    @BeforeEach
    void let() throws Exception {
        await(stranger.close());
        alive.clear();
        int port = member.hazelcast().getCluster().getLocalMember().getAddress().getPort();
        Config unfiltered =
                HazelcastSettings.of(new ClusterConfig(cluster, "other", "127.0.0.1", 0, List.of("127.0.0.1:" + port)));
        unfiltered.getSerializationConfig().setJavaSerializationFilterConfig(null);
        HazelcastClusterManager manager = new HazelcastClusterManager(unfiltered);
        stranger = await(Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(new EventBusOptions().setHost("127.0.0.1")))
                .withClusterManager(manager)
                .buildClustered());
        stranger.eventBus().serializableChecker(anything -> true).clusterSerializableChecker(anything -> true);
        strangersMaps = manager.getHazelcastInstance();
        assertThat(strangersMaps.getCluster().getMembers()).hasSize(2);
    }

    @AfterEach
    void leave() throws Exception {
        await(stranger.close());
        await(member.leave());
    }

    @Test
    void shouldNotComeToLifeOutOfAMap() {
        strangersMaps.getMap("suspended").set("key", new Trap());

        assertThatThrownBy(() -> member.hazelcast().getMap("suspended").get("key"))
                .isInstanceOf(HazelcastSerializationException.class);
        assertThat(alive).isEmpty();
    }

    @Test
    void shouldNotBeRunAsATask() {
        Member target = member.hazelcast().getCluster().getLocalMember();

        assertThatThrownBy(() -> strangersMaps
                        .getExecutorService("anything")
                        .submitToMember(new Trap(), target)
                        .get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class);
        assertThat(alive).isEmpty();
    }

    @Test
    void shouldNotComeToLifeAsTheBodyOfAMessage() throws Exception {
        ConcurrentLinkedQueue<Object> bodies = new ConcurrentLinkedQueue<>();
        MessageConsumer<Object> consumer = member.vertx().eventBus().consumer("zoo", message -> {
            bodies.add(String.valueOf(message.body()));
            message.reply("read");
        });
        await(consumer.completion());
        DeliveryOptions soon = new DeliveryOptions().setSendTimeout(1_000);

        assertThatThrownBy(() -> await(stranger.eventBus().request("zoo", new Trap(), soon)))
                .isInstanceOf(RuntimeException.class);

        assertThat(await(stranger.eventBus().request("zoo", "a plain word", soon))
                        .body())
                .isEqualTo("read");
        assertThat(alive).isEmpty();
        assertThat(bodies).containsExactly("a plain word");
    }

    /** Tells when it is read, or run. */
    private static final class Trap implements Serializable, Callable<String> {
        @Serial
        private static final long serialVersionUID = 1L;

        @Serial
        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            alive.add("read");
            in.defaultReadObject();
        }

        @Override
        public String call() {
            alive.add("run");
            return "run";
        }
    }
}
