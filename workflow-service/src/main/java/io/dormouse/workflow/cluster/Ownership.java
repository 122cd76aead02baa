package io.dormouse.workflow.cluster;

import io.dormouse.workflow.cluster.Ownerships.Holdings;
import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node owns. It takes what the rendezvous hash over the members gives it, if that is free or its owner has fallen
 * silent, and gives up what another has taken. Belongs to one event loop.
 *
 * <p>Its word is never what makes a write safe: that is the fence in every flush.
 */
public final class Ownership {
    private static final Logger log = LoggerFactory.getLogger(Ownership.class);
    private static final long PAUSE_MILLIS = 300;

    /** Every so many rounds it is read what is ours, whatever we believe: a take whose answer was lost may commit late. */
    private static final int ROUNDS_OF_BELIEF = 20;

    /** What follows from a change. */
    public interface Listener {
        /** These are not ours any more, or ours again after somebody else had them: drop what is in memory. */
        Future<Void> lost(Set<Integer> partitions);

        /** These are ours now: load what has to run. */
        Future<Void> taken(Set<Integer> partitions);
    }

    private final Pauses pauses;
    private final Ownerships table;
    private final Fence fence;
    private final Supplier<Set<Integer>> due;
    private final boolean alone;
    private final Listener listener;
    private Map<Integer, Long> held = Map.of();
    private boolean leaving;
    private int rounds;
    private boolean reading;
    private List<Promise<Void>> awaited = new ArrayList<>();

    /** The port to time: completes after at least so long. */
    @FunctionalInterface
    public interface Pauses {
        /** A pause of so many milliseconds. */
        Future<Void> pause(long millis);
    }

    /**
     * @param members the names of the live members that may own partitions
     * @param alone whether nobody else can be alive (this process holds the lock on its data), so that silence need not be waited for
     */
    public Ownership(
            Vertx vertx,
            Ownerships table,
            Fence fence,
            Supplier<Collection<String>> members,
            boolean alone,
            Listener listener) {
        this(
                millis -> vertx.timer(millis).mapEmpty(),
                table,
                fence,
                () -> Partitions.of(fence.node(), members.get()),
                alone,
                listener);
    }

    /**
     * Over ports of every kind.
     *
     * @param due the partitions that are to be this node's, by the members that it sees
     */
    public Ownership(
            Pauses pauses,
            Ownerships table,
            Fence fence,
            Supplier<Set<Integer>> due,
            boolean alone,
            Listener listener) {
        this.pauses = pauses;
        this.table = table;
        this.fence = fence;
        this.due = due;
        this.alone = alone;
        this.listener = listener;
    }

    /** Takes what is due to this node and can be had. To be called again and again. */
    public Future<Void> takeWhatIsDue() {
        if (leaving) return Future.succeededFuture();
        Set<Integer> wanted = due.get();
        if (held.keySet().containsAll(wanted))
            return ++rounds % ROUNDS_OF_BELIEF == 0 ? reread() : Future.succeededFuture();
        return table.all().compose(all -> {
            if (leaving) return Future.succeededFuture();
            Map<String, List<Integer>> byLoser = new TreeMap<>();
            for (Owned partition : all) {
                boolean mine = partition.node().filter(fence.node()::equals).isPresent();
                boolean available = partition.node().isEmpty() || partition.silent() || alone;
                if (wanted.contains(partition.partition()) && !mine && available) {
                    byLoser.computeIfAbsent(partition.node().orElse(""), none -> new ArrayList<>())
                            .add(partition.partition());
                }
            }
            Future<Void> taken = Future.succeededFuture();
            for (Map.Entry<String, List<Integer>> loser : byLoser.entrySet()) {
                Optional<String> from = Optional.of(loser.getKey()).filter(name -> !name.isEmpty());
                taken = taken.compose(before -> table.take(fence.node(), from, loser.getValue()));
            }
            // Also after a failure: nobody knows whether it committed, and nobody else can take what is ours by the
            // table.
            return taken.eventually(this::reread);
        });
    }

    /**
     * Reads again what is ours, until the database answers, and lets everybody know what has changed. One read at a time, and
     * one that begins after this call: an answer that is overtaken by a later one would take away what nobody has taken. Nobody
     * would have raised our view, so a start under way would still commit, behind the back of the load that follows.
     */
    public Future<Void> reread() {
        Promise<Void> done = Promise.promise();
        awaited.add(done);
        if (!reading) readOnce();
        return done.future();
    }

    private void readOnce() {
        reading = true;
        List<Promise<Void>> asked = awaited;
        awaited = new ArrayList<>();
        read().compose(this::apply).onComplete(end -> {
            reading = false;
            if (!awaited.isEmpty()) readOnce();
            asked.forEach(each -> each.handle(end));
        });
    }

    private Future<Holdings> read() {
        return table.read(fence.node()).recover(failure -> {
            if (leaving) return Future.failedFuture(failure);
            log.warn("cannot read which partitions are ours, trying again: {}", failure.getMessage());
            return pauses.pause(PAUSE_MILLIS).compose(again -> read());
        });
    }

    private Future<Void> apply(Holdings now) {
        Set<Integer> lost = new HashSet<>();
        held.forEach((partition, epoch) -> {
            if (!epoch.equals(now.partitions().get(partition))) lost.add(partition);
        });
        Set<Integer> taken = new HashSet<>();
        now.partitions().forEach((partition, epoch) -> {
            if (!epoch.equals(held.get(partition))) taken.add(partition);
        });
        held = now.partitions();
        if (!lost.isEmpty() || !taken.isEmpty()) {
            log.info(
                    "node {} has lost {} partitions and taken {}; it owns {}",
                    fence.node(),
                    lost.size(),
                    taken.size(),
                    held.size());
        }
        // First everything that was lost is dropped; only then may flushes be sent under the new view.
        return listener.lost(lost).compose(dropped -> {
            fence.hold(now.view());
            return listener.taken(taken);
        });
    }

    /** Gives everything up, for a clean end: whoever comes next need not wait. Nothing is taken any more. */
    public Future<Void> handOverAll() {
        leaving = true;
        Set<Integer> all = held.keySet();
        if (all.isEmpty()) return Future.succeededFuture();
        return table.handOver(fence.node(), all).compose(done -> reread());
    }

    /** The partitions that this node owns. */
    public Set<Integer> partitions() {
        return Set.copyOf(held.keySet());
    }
}
