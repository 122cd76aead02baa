package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The answers of the database come when the test lets them. */
class OwnershipTest {
    private final Queue<Promise<Ownerships.Holdings>> reads = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Fence fence = new Fence("me");
    private final Ownership ownership = new Ownership(
            millis -> Future.succeededFuture(), new Table(), fence, () -> Set.of(1, 2), false, new Told());

    @Test
    void shouldNotAskASecondTimeBeforeTheFirstAnswerIsThere() {
        ownership.reread();
        ownership.reread();

        assertThat(reads).as("an answer could overtake another").hasSize(1);
    }

    @Test
    void shouldReadAgainForWhoeverAskedWhileAReadWasUnderWay() {
        Future<Void> first = ownership.reread();
        Future<Void> second = ownership.reread();

        answer(0, Map.of());
        assertThat(first.succeeded()).isTrue();
        assertThat(second.isComplete())
                .as("what was read before it asked says nothing to it")
                .isFalse();

        answer(1, Map.of(1, 1L));
        assertThat(second.succeeded()).isTrue();
        assertThat(ownership.partitions()).containsExactly(1);
        assertThat(fence.view()).isEqualTo(1);
    }

    @Test
    void shouldAnswerAllWhoAskedMeanwhileWithOneRead() {
        ownership.reread();
        Future<Void> second = ownership.reread();
        Future<Void> third = ownership.reread();

        answer(0, Map.of());
        answer(0, Map.of());

        assertThat(second.succeeded() && third.succeeded()).isTrue();
        assertThat(reads).isEmpty();
    }

    @Test
    void shouldDropWhatItHasAgainUnderAnotherEpochBeforeItTakesItAnew() {
        ownership.reread();
        answer(0, Map.of(1, 1L, 2, 1L));
        told.clear();

        ownership.reread();
        answer(2, Map.of(1, 3L, 2, 1L));

        assertThat(told).containsExactly("lost [1]", "taken [1]");
    }

    private void answer(long view, Map<Integer, Long> partitions) {
        reads.remove().complete(new Ownerships.Holdings(view, partitions));
    }

    private final class Told implements Ownership.Listener {
        @Override
        public Future<Void> lost(Set<Integer> partitions) {
            if (!partitions.isEmpty()) told.add("lost " + partitions);
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> taken(Set<Integer> partitions) {
            if (!partitions.isEmpty()) told.add("taken " + partitions);
            return Future.succeededFuture();
        }
    }

    private final class Table implements Ownerships {
        @Override
        public Future<List<Owned>> all() {
            return Future.succeededFuture(List.of());
        }

        @Override
        public Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Void> handOver(String node, Collection<Integer> partitions) {
            return Future.succeededFuture();
        }

        @Override
        public Future<Holdings> read(String node) {
            Promise<Holdings> read = Promise.promise();
            reads.add(read);
            return read.future();
        }
    }
}
