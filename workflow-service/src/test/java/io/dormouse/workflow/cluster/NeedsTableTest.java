package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.Database;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeedsTableTest {
    private final Vertx vertx = Vertx.vertx();
    private final Database database = fresh();
    private final Pool pool = database.pool(vertx, 2);
    private final OwnershipTable owners = new OwnershipTable(pool);
    private final NeedsTable needs = new NeedsTable(pool);

    private static Database fresh() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("dormouse");
        return new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
    }

    @BeforeEach
    void twoNodesOwnAPartitionEach() throws Exception {
        await(database.migrate(vertx));
        await(owners.register("a", List.of()));
        await(owners.register("b", List.of()));
        await(owners.take("a", Optional.empty(), List.of(1, 2)));
        await(owners.take("b", Optional.empty(), List.of(3)));
    }

    @Test
    void shouldAddManyAtOnceAndEachOnlyOnce() throws Exception {
        List<Need> many = List.of(new Need(1, "sleep/1"), new Need(1, "sleep/2"), new Need(2, "sleep/1"));
        await(needs.add("a", List.of(new Need(1, "sleep/1"))));
        await(needs.add("a", many));

        assertThat(ofPartition(1)).containsExactlyInAnyOrder("sleep/1", "sleep/2");
        assertThat(ofPartition(2)).containsExactly("sleep/1");
    }

    @Test
    void shouldLeavePartitionsOfOthersAlone() throws Exception {
        await(needs.add("a", List.of(new Need(2, "sleep/1"), new Need(3, "sleep/1"))));

        assertThat(ofPartition(2)).containsExactly("sleep/1");
        assertThat(ofPartition(3)).isEmpty();
    }

    private List<String> ofPartition(int number) throws Exception {
        return await(owners.standing(Set.of())).partitions().stream()
                .filter(partition -> partition.partition() == number)
                .flatMap(partition -> partition.needs().stream())
                .toList();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
    }

    @AfterEach
    void close() throws Exception {
        await(pool.close());
        await(vertx.close());
    }
}
