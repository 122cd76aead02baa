package io.dormouse.host;

import static io.dormouse.host.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hazelcast.map.IMap;
import com.hazelcast.nio.serialization.HazelcastSerializationException;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterMemberTest {
    private final String cluster = "test-" + UUID.randomUUID();
    private ClusterMember member;

    ClusterMemberTest() throws InterruptedException, TimeoutException {
        member = await(ClusterMember.join(ClusterConfig.alone(cluster, "workflow")));
    }

    @AfterEach
    void leave() throws InterruptedException, TimeoutException {
        await(member.leave());
    }

    @Test
    void shouldBeAClusterOfOneThatTellsItsRole() {
        assertThat(member.vertx().isClustered()).isTrue();
        assertThat(member.namesOf("workflow")).containsExactly(member.name());
        assertThat(member.namesOf("dns")).isEmpty();
        assertThat(member.hazelcast().getCluster().getMembers()).singleElement().satisfies(self -> {
            assertThat(self.getAttribute(ClusterConfig.ROLE)).isEqualTo("workflow");
            assertThat(self.getAddress().getHost()).isEqualTo("127.0.0.1");
        });
    }

    @Test
    void shouldStayAloneBesideAnotherOfTheSameName() throws InterruptedException, TimeoutException {
        ClusterMember other = await(ClusterMember.join(ClusterConfig.alone(cluster, "workflow")));
        try {
            assertThat(other.hazelcast().getCluster().getMembers()).hasSize(1);
        } finally {
            await(other.leave());
        }
    }

    @Test
    void shouldCarryRequestsAndTypedFailuresBetweenMembersThatAreToldOfEachOther()
            throws InterruptedException, TimeoutException {
        ClusterMember one = await(ClusterMember.join(lookingFor("127.0.0.1:1")));
        int port = one.hazelcast().getCluster().getLocalMember().getAddress().getPort();
        ClusterMember other = await(ClusterMember.join(lookingFor("127.0.0.1:" + port)));
        try {
            MessageConsumer<Object> consumer = one.vertx()
                    .eventBus()
                    .consumer(
                            "zoo",
                            question -> question.reply(new ServiceException(
                                    4711, "the dormouse sleeps", new JsonObject().put("until", "spring"))));
            await(consumer.completion());

            assertThat(other.hazelcast().getCluster().getMembers()).hasSize(2);
            assertThatThrownBy(() -> await(other.vertx().eventBus().request("zoo", "who is awake?")))
                    .isInstanceOfSatisfying(ServiceException.class, failure -> {
                        assertThat(failure.failureCode()).isEqualTo(4711);
                        assertThat(failure.getDebugInfo().getString("until")).isEqualTo("spring");
                    });
        } finally {
            await(other.leave());
            await(one.leave());
        }
    }

    @Test
    void shouldNeverReadAnObjectByJavaSerialization() {
        IMap<String, Object> map = member.hazelcast().getMap("anything");
        map.set("key", new Trap());

        assertThatThrownBy(() -> map.get("key")).isInstanceOf(HazelcastSerializationException.class);
    }

    private ClusterConfig lookingFor(String member) {
        return new ClusterConfig(cluster + "-joined", "dns", "127.0.0.1", 0, List.of(member));
    }

    private static final class Trap implements Serializable {
        @Serial
        private static final long serialVersionUID = 1L;
    }
}
