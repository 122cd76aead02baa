package io.dormouse.workflow.suspended;

import static io.dormouse.workflow.suspended.StoreWithMaps.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.map.IMap;
import io.dormouse.engine.store.Stored;
import io.dormouse.engine.store.WorkflowStore;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.workflow.store.WorkflowReads;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The maps as they are: two members, each the backup of the other. */
@EnabledIfEnvironmentVariable(
        named = "DORMOUSE_LONG",
        matches = "1",
        disabledReason = "starts two members of a cluster")
class TwoMembersTest {
    private static final int LONG = 3 * StoreWithMaps.LATEST;
    private static final int WORKFLOWS = 200;

    private final String cluster = "test-" + UUID.randomUUID();
    private final ClusterMember one = join("127.0.0.1:1");
    private final ClusterMember other = join("127.0.0.1:"
            + one.hazelcast().getCluster().getLocalMember().getAddress().getPort());
    private final IMap<String, byte[]> copies = one.hazelcast().getMap("suspended");
    private final StoreWithMaps rows = new StoreWithMaps();
    private final Context context = one.vertx().getOrCreateContext();
    private final WorkflowStore store =
            await(onLoop(() -> ClusterMaps.of(one.vertx(), new MapLimits(StoreWithMaps.LATEST))
                    .map(maps -> maps.over(rows.plain(one.vertx()), new WorkflowReads(rows.pool)))));

    private ClusterMember join(String member) {
        return await(ClusterMember.join(new ClusterConfig(cluster, "workflow", "127.0.0.1", 0, List.of(member))));
    }

    private <T> Future<T> onLoop(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> task.get().onComplete(done));
        return done.future();
    }

    @AfterEach
    void close() {
        other.hazelcast().getLifecycleService().terminate();
        rows.close();
        await(one.leave());
    }

    private void loadAll() {
        for (int i = 0; i < WORKFLOWS; i++) {
            String id = "w" + i;
            List<Stored> found = await(onLoop(() -> store.load(List.of(id))));
            assertThat(found)
                    .singleElement()
                    .satisfies(read -> assertThat(read.journal()).isEqualTo(Journals.rows(id, LONG)));
        }
    }

    @Test
    void shouldLoseNoCopyWhenOneOfThemDies() {
        for (int i = 0; i < WORKFLOWS; i++) rows.flush(Journals.started("w" + i, LONG));
        loadAll();
        rows.until(() -> copies.size() == WORKFLOWS);
        assertThat(other.hazelcast().getMap("suspended").getLocalMapStats().getOwnedEntryCount())
                .as("each holds a share")
                .isBetween(1L, WORKFLOWS - 1L);

        other.hazelcast().getLifecycleService().terminate();

        loadAll();
        assertThat(copies.size()).isEqualTo(WORKFLOWS);
    }
}
