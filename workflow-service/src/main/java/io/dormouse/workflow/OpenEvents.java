package io.dormouse.workflow;

import io.dormouse.engine.owner.RoomForRings;
import io.dormouse.workflow.store.PartitionReads.OpenWait;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Rings for events that are open, page by page in the order of their keys: after a million that came at once they are too many to hold,
 * and too many to look at in one round. A round goes on where the one before it ended.
 */
final class OpenEvents {
    static final int PAGE = 2_000;

    /** A round looks at so many pages, so that it has an end. */
    static final int PAGES_A_ROUND = 25;

    /** What Postgres tells of them. */
    interface Rows {
        /** The keys of open events after a key, in their order; the first page is after the empty one. */
        Future<List<String>> open(String after, int limit);

        /** Who has a row in one of the partitions that waits for one of these. */
        Future<List<OpenWait>> waits(Collection<String> keys, Collection<Integer> partitions);
    }

    private final Rows rows;
    private final Consumer<List<OpenWait>> bell;
    private final Supplier<Future<List<RoomForRings>>> rooms;
    private final AtomicBoolean isUnderWay = new AtomicBoolean();

    /** The rounds have looked at the events up to this key. */
    private volatile String upTo = "";

    /** So many times the last event has to be reached until all are rung for that were turned away. */
    private final AtomicInteger laps = new AtomicInteger();

    /** @param rooms of all owners */
    OpenEvents(Rows rows, Consumer<List<OpenWait>> bell, Supplier<Future<List<RoomForRings>>> rooms) {
        this.rows = rows;
        this.bell = bell;
        this.rooms = rooms;
    }

    /** Rings for all that wait in these partitions. */
    Future<Void> ringForAll(Set<Integer> partitions) {
        return from("", partitions, Integer.MAX_VALUE, reached -> {});
    }

    /** Rings for the next ones, unless a round is under way. @return whether it came to the last one */
    Future<Boolean> ringForNext(Set<Integer> partitions) {
        if (!isUnderWay.compareAndSet(false, true)) return Future.succeededFuture(false);
        return from(upTo, partitions, PAGES_A_ROUND, reached -> upTo = reached)
                .map(rung -> upTo.isEmpty())
                .onComplete(done -> isUnderWay.set(false));
    }

    /**
     * Rings for the next ones if owners had to turn rings away, until all were looked at since; but only as far as owners have room for all
     * of a round.
     */
    Future<Void> catchUp(Set<Integer> partitions) {
        return rooms.get().compose(told -> {
            if (told.stream().anyMatch(RoomForRings::missed)) laps.set(upTo.isEmpty() && !isUnderWay.get() ? 1 : 2);
            boolean hasRoom = told.stream().allMatch(room -> room.left() >= PAGES_A_ROUND * PAGE);
            if (laps.get() == 0 || !hasRoom) return Future.succeededFuture();
            return ringForNext(partitions)
                    .onSuccess(isLap -> {
                        if (isLap) laps.decrementAndGet();
                    })
                    .mapEmpty();
        });
    }

    /** @param reached told where each page ended; the empty key at the end */
    private Future<Void> from(String after, Set<Integer> partitions, int pages, Consumer<String> reached) {
        if (pages == 0) return Future.succeededFuture();
        return rows.open(after, PAGE).compose(keys -> {
            boolean isLastPage = keys.size() < PAGE;
            String last = isLastPage ? "" : keys.getLast();
            Future<Void> rung = keys.isEmpty()
                    ? Future.succeededFuture()
                    : rows.waits(keys, partitions).onSuccess(bell::accept).mapEmpty();
            return rung.onSuccess(told -> reached.accept(last))
                    .compose(
                            told -> isLastPage ? Future.succeededFuture() : from(last, partitions, pages - 1, reached));
        });
    }
}
