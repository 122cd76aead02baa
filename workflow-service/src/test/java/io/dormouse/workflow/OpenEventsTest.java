package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.engine.owner.RoomForRings;
import io.dormouse.workflow.store.PartitionReads.OpenWait;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class OpenEventsTest {
    private static final int ROUND = OpenEvents.PAGE * OpenEvents.PAGES_A_ROUND;
    private static final Set<Integer> PARTITIONS = Set.of(7);
    private static final RoomForRings ROOM = new RoomForRings(ROUND, false);
    private static final RoomForRings ROOM_AFTER_MISSING = new RoomForRings(ROUND, true);
    private static final RoomForRings FULL_AND_MISSING = new RoomForRings(ROUND - 1, true);

    private final TreeSet<String> open = new TreeSet<>();
    private final List<String> rung = new ArrayList<>();
    private List<RoomForRings> rooms = List.of(ROOM);
    private Future<Void> reading = Future.succeededFuture();

    private final OpenEvents events = new OpenEvents(
            new OpenEvents.Rows() {
                @Override
                public Future<List<String>> open(String after, int limit) {
                    return reading.map(read ->
                            open.tailSet(after, false).stream().limit(limit).toList());
                }

                @Override
                public Future<List<OpenWait>> waits(Collection<String> keys, Collection<Integer> partitions) {
                    assertThat(partitions).isEqualTo(PARTITIONS);
                    return Future.succeededFuture(
                            keys.stream().map(key -> new OpenWait(key, "w", 7)).toList());
                }
            },
            found -> found.forEach(wait -> rung.add(wait.key())),
            () -> Future.succeededFuture(rooms));

    private List<String> open(int number) {
        List<String> keys =
                IntStream.range(0, number).mapToObj("e%06d"::formatted).toList();
        open.addAll(keys);
        return keys;
    }

    @Test
    void shouldRingForAllInPartitionsThatWereTaken() {
        List<String> keys = open(ROUND + 1);
        assertThat(events.ringForAll(PARTITIONS).succeeded()).isTrue();
        assertThat(rung).isEqualTo(keys);
    }

    @Test
    void shouldGoOnWhereTheRoundBeforeEnded() {
        List<String> keys = open(ROUND + 3);
        events.ringForNext(PARTITIONS);
        assertThat(rung).isEqualTo(keys.subList(0, ROUND));
        events.ringForNext(PARTITIONS);
        assertThat(rung).isEqualTo(keys);
        events.ringForNext(PARTITIONS);
        assertThat(rung.subList(ROUND + 3, rung.size())).isEqualTo(keys.subList(0, ROUND));
    }

    @Test
    void shouldRingForNobodyBetweenRoundsWhereNothingWasMissed() {
        open(3);
        events.catchUp(PARTITIONS);
        assertThat(rung).isEmpty();
    }

    @Test
    void shouldCatchUpAsSoonAsThereIsRoomUntilTheLastOneIsReached() {
        List<String> keys = open(ROUND + 3);
        rooms = List.of(ROOM, FULL_AND_MISSING);
        events.catchUp(PARTITIONS);
        assertThat(rung).as("it would be turned away again").isEmpty();
        rooms = List.of(ROOM, ROOM);
        events.catchUp(PARTITIONS);
        events.catchUp(PARTITIONS);
        assertThat(rung).isEqualTo(keys);
        events.catchUp(PARTITIONS);
        assertThat(rung).as("nothing is missed any more").hasSameSizeAs(keys);
    }

    /** What was missed may be before it. */
    @Test
    void shouldBeginAnewBehindARoundThatWasInTheMiddle() {
        List<String> keys = open(ROUND + 3);
        events.ringForNext(PARTITIONS);
        rung.clear();
        rooms = List.of(ROOM_AFTER_MISSING);
        events.catchUp(PARTITIONS);
        rooms = List.of(ROOM);
        for (int round = 0; round < 5; round++) events.catchUp(PARTITIONS);
        assertThat(rung.subList(0, 3)).isEqualTo(keys.subList(ROUND, ROUND + 3));
        assertThat(rung.subList(3, rung.size())).isEqualTo(keys);
    }

    @Test
    void shouldGoOnCatchingUpWhenMoreIsMissedMeanwhile() {
        open(3);
        rooms = List.of(ROOM_AFTER_MISSING);
        events.catchUp(PARTITIONS);
        events.catchUp(PARTITIONS);
        assertThat(rung).hasSize(6);
    }

    @Test
    void shouldLookOnceAtATime() {
        open(3);
        Promise<Void> slow = Promise.promise();
        reading = slow.future();
        Future<Boolean> first = events.ringForNext(PARTITIONS);
        assertThat(events.ringForNext(PARTITIONS).result()).isFalse();
        slow.complete();
        assertThat(first.result()).isTrue();
        assertThat(rung).hasSize(3);
    }

    @Test
    void shouldTryAgainWhatCouldNotBeRead() {
        List<String> keys = open(3);
        rooms = List.of(ROOM_AFTER_MISSING);
        reading = Future.failedFuture("away");
        assertThat(events.catchUp(PARTITIONS).failed()).isTrue();
        rooms = List.of(ROOM);
        reading = Future.succeededFuture();
        events.catchUp(PARTITIONS);
        assertThat(rung).isEqualTo(keys);
    }
}
