package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NeedsTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final Database database = fresh();
    private final Pool pool = database.pool(vertx, 2);
    private final OwnershipTable owners = new OwnershipTable(pool);
    private final NeedsTable table = new NeedsTable(pool);

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
        await(table.add("a", List.of(new Need(1, "sleep/1"))));
        await(table.add("a", many));

        assertThat(ofPartition(1)).containsExactlyInAnyOrder("sleep/1", "sleep/2");
        assertThat(ofPartition(2)).containsExactly("sleep/1");
    }

    @Test
    void shouldLeavePartitionsOfOthersAlone() throws Exception {
        await(table.add("a", List.of(new Need(2, "sleep/1"), new Need(3, "sleep/1"))));

        assertThat(ofPartition(2)).containsExactly("sleep/1");
        assertThat(ofPartition(3)).isEmpty();
    }

    @Test
    void shouldNoteAgainWhatWasOnItsWayWhileThePartitionWasAnothers() throws Exception {
        Needs needs = new Needs(pool, "a", System::nanoTime);
        SqlConnection other = await(pool.getConnection());
        Transaction taking = await(other.begin());
        give(other, "b");
        Future<Void> onItsWay = needs.note(1, "sleep", 1);
        needs.lost(Set.of(1));
        await(taking.commit());
        await(onItsWay);
        assertThat(ofPartition(1)).isEmpty();

        give(other, "a");
        await(needs.note(1, "sleep", 1));

        assertThat(ofPartition(1)).containsExactly("sleep/1");
        await(other.close());
    }

    private static void give(SqlConnection connection, String node) throws Exception {
        await(connection
                .preparedQuery("UPDATE partition_owner SET node = $1 WHERE partition = 1")
                .execute(Tuple.of(node)));
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
