package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The answers of the database come when the test lets them. */
class OwnershipTest {
    private final Queue<Promise<Ownerships.Holdings>> reads = new ArrayDeque<>();
    private final List<String> told = new ArrayList<>();
    private final Fence fence = new Fence("me");
    private final Set<String> members = new LinkedHashSet<>(Set.of("me"));
    private final Map<String, Ownerships.Node> nodes = new HashMap<>(Map.of("me", node(0, false)));
    private final Map<Integer, String> owners = new HashMap<>();
    private final Set<String> silent = new HashSet<>();
    private final Map<Integer, Set<String>> needs = new HashMap<>();
    private final List<String> changes = new ArrayList<>();
    private final Promise<Void> handOver = Promise.promise();
    private Promise<Void> take = Promise.promise();
    private Future<Void> inPlace = Future.succeededFuture();
    private final Ownership ownership =
            new Ownership(millis -> Future.succeededFuture(), new Table(), fence, () -> members, false, new Told());

    @BeforeEach
    void theDatabaseAnswers() {
        handOver.complete();
        take.complete();
    }

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

    /** A request that came before would be told that another node owns it, by this one, which does. */
    @Test
    void shouldServeOnlyWhatItsOwnersHaveHeardOf() {
        Promise<Void> heard = Promise.promise();
        inPlace = heard.future();
        ownership.reread();
        answer(0, Map.of(1, 1L));

        assertThat(ownership.owns(1)).isTrue();
        assertThat(ownership.serves(1)).isFalse();

        heard.complete();
        assertThat(ownership.serves(1)).isTrue();
    }

    @Test
    void shouldServeNothingThatIsLostOrTakenAnewAndAllElse() {
        ownership.reread();
        answer(0, Map.of(1, 1L, 2, 1L, 3, 1L));
        inPlace = Promise.<Void>promise().future();

        ownership.reread();
        answer(2, Map.of(1, 3L, 2, 1L));

        assertThat(IntStream.rangeClosed(1, 3).filter(ownership::serves)).containsExactly(2);
    }

    @Nested
    class WithOthers {
        private final int mine = partitionOf("me", "other");
        private final int theirs = partitionOf("other", "me");

        @BeforeEach
        void isSeen() {
            members.add("other");
            nodes.put("other", node(0, false));
            owners.put(mine, "me");
            owners.put(theirs, "other");
        }

        /** The take was sent before, and commits after the first hand-over. */
        @Test
        void shouldHandOverWhatATakeUnderWayHasBroughtWhenItLeaves() {
            owners.remove(mine);
            take = Promise.promise();
            ownership.look();

            Future<Void> left = ownership.leave();
            answer(0, Map.of());
            take.complete();
            answer(0, Map.of(mine, 1L));
            answer(1, Map.of());

            assertThat(left.succeeded()).isTrue();
            assertThat(changes)
                    .containsExactly(
                            "take [%d] from nobody".formatted(mine), "hand over []", "hand over [%d]".formatted(mine));
            assertThat(ownership.partitions()).isEmpty();
        }

        @Test
        void shouldTakeWhatIsFree() {
            owners.remove(mine);
            ownership.look();
            assertThat(changes).containsExactly("take [%d] from nobody".formatted(mine));
        }

        @Test
        void shouldNotTakeFromOneWhoseHeartBeats() {
            owners.put(mine, "other");
            ownership.look();
            assertThat(changes).isEmpty();
        }

        @Test
        void shouldTakeFromOneThatIsSilent() {
            owners.put(mine, "other");
            silent.add("other");
            ownership.look();
            assertThat(changes).containsExactly("take [%d] from other".formatted(mine));
        }

        @Test
        void shouldTryOnceToTakeFromOneThatIsSeenNoMore() {
            owners.put(mine, "other");
            members.remove("other");
            ownership.lost("other");
            assertThat(changes)
                    .as("at once")
                    .containsExactly(
                            "take [%d, %d] from other".formatted(Math.min(mine, theirs), Math.max(mine, theirs)));
            answer(0, Map.of());

            changes.clear();
            ownership.lookAgain();
            assertThat(changes).as("its heart beats all the same").isEmpty();
        }

        @Test
        void shouldHandOverWhatIsDueToAnother() {
            owners.put(theirs, "me");
            ownership.look();
            assertThat(changes).containsExactly("hand over [%d]".formatted(theirs));
            assertThat(told).contains("free");
        }

        @Test
        void shouldKeepWhatIsDueToOneThatIsSilent() {
            owners.put(theirs, "me");
            nodes.put("other", node(2_001, false));
            ownership.look();
            assertThat(changes).isEmpty();
        }

        @Test
        void shouldTakeWhatIsDueToOneThatLeaves() {
            owners.remove(theirs);
            nodes.put("other", node(0, true));
            ownership.look();
            assertThat(changes).containsExactly("take [%d] from nobody".formatted(theirs));
        }

        @Test
        void shouldLeaveAPartitionToWhoeverHasTheCodeThatItNeeds() {
            needs.put(theirs, Set.of("new/2"));
            owners.remove(theirs);
            nodes.put("me", new Ownerships.Node(Set.of("new/2"), false, 0));
            ownership.look();
            assertThat(changes).containsExactly("take [%d] from nobody".formatted(theirs));
        }

        @Test
        void shouldGiveWhatNeedsCodeThatIsNotHere() {
            needs.put(mine, Set.of("new/2"));
            nodes.put("other", new Ownerships.Node(Set.of("new/2"), false, 0));
            ownership.look();
            assertThat(changes).containsExactly("hand over [%d]".formatted(mine));
        }

        @Test
        void shouldOwnWhatNobodyHasTheCodeFor() {
            needs.put(mine, Set.of("lost/1"));
            owners.remove(mine);
            ownership.look();
            assertThat(changes).containsExactly("take [%d] from nobody".formatted(mine));
        }
    }

    private static Ownerships.Node node(long silentMillis, boolean leaving) {
        return new Ownerships.Node(Set.of("old/1"), leaving, silentMillis);
    }

    private static int partitionOf(String winner, String other) {
        return IntStream.range(0, Partitions.COUNT)
                .filter(number -> Partitions.winner(number, List.of(winner, other))
                        .filter(winner::equals)
                        .isPresent())
                .findFirst()
                .orElseThrow();
    }

    private void answer(long view, Map<Integer, Long> partitions) {
        reads.remove().complete(new Ownerships.Holdings(view, partitions, Set.of()));
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
            return inPlace;
        }

        @Override
        public void free() {
            told.add("free");
        }
    }

    private final class Table implements Ownerships {
        @Override
        public Future<Standing> standing(Collection<String> names) {
            List<Owned> partitions = Stream.concat(owners.keySet().stream(), wanted())
                    .distinct()
                    .sorted()
                    .map(number -> new Owned(
                            number,
                            Optional.ofNullable(owners.get(number)),
                            silent.contains(String.valueOf(owners.get(number))),
                            needs.getOrDefault(number, Set.of())))
                    .toList();
            return Future.succeededFuture(new Standing(partitions, nodes));
        }

        /** The two that the tests are about. */
        private Stream<Integer> wanted() {
            return Stream.of(partitionOf("me", "other"), partitionOf("other", "me"));
        }

        @Override
        public Future<Void> take(String node, Optional<String> loser, Collection<Integer> partitions) {
            changes.add("take %s from %s".formatted(partitions, loser.orElse("nobody")));
            return take.future();
        }

        @Override
        public Future<Void> handOver(String node, Collection<Integer> partitions, boolean leaving) {
            changes.add("hand over " + partitions);
            return handOver.future();
        }

        @Override
        public Future<Holdings> read(String node) {
            Promise<Holdings> read = Promise.promise();
            reads.add(read);
            return read.future();
        }
    }
}
