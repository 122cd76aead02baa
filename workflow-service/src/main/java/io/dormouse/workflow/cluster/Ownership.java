package io.dormouse.workflow.cluster;

import io.dormouse.host.Insistence;
import io.dormouse.workflow.cluster.Ownerships.Holdings;
import io.dormouse.workflow.cluster.Ownerships.Node;
import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.dormouse.workflow.cluster.Ownerships.Standing;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this node owns. It takes what the rendezvous hash over the members gives it, if that is free or its owner has fallen
 * silent; it hands over what the hash gives to another that lives; and it gives up what another has taken. Belongs to one event
 * loop.
 *
 * <p>Its word is never what makes a write safe: that is the fence in every flush.
 */
public final class Ownership {
    private static final Logger log = LoggerFactory.getLogger(Ownership.class);
    private static final long PAUSE_MILLIS = 300;

    /** Every so many looks everything is read, whatever we believe: a take whose answer was lost may commit late. */
    private static final int LOOKS_OF_BELIEF = 4;

    /** What follows from a change. */
    public interface Listener {
        /** These are not ours any more, or ours again after somebody else had them: drop what is in memory. */
        Future<Void> lost(Set<Integer> partitions);

        /** These are ours now. Complete when starts may come for them; what has to run is loaded beside. */
        Future<Void> taken(Set<Integer> partitions);

        /** Something is free for others to take: tell them. */
        void free();
    }

    private final Pauses pauses;
    private final Ownerships table;
    private final Fence fence;
    private final Supplier<? extends Collection<String>> members;
    private final boolean alone;
    private final Listener listener;
    private final Winners winners = new Winners();
    private volatile Map<Integer, Long> held = Map.of();
    private volatile Set<Integer> served = Set.of();
    private volatile Set<Integer> restless = Set.of();
    private Future<Void> acting = Future.succeededFuture();
    private Set<String> membersThen = Set.of();
    private final Set<String> gone = new HashSet<>();
    private boolean settled;
    private boolean leaving;
    private int looks;
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
            Supplier<? extends Collection<String>> members,
            boolean alone,
            Listener listener) {
        this(millis -> vertx.timer(millis).mapEmpty(), table, fence, members, alone, listener);
    }

    /** Over ports of every kind. */
    public Ownership(
            Pauses pauses,
            Ownerships table,
            Fence fence,
            Supplier<? extends Collection<String>> members,
            boolean alone,
            Listener listener) {
        this.pauses = pauses;
        this.table = table;
        this.fence = fence;
        this.members = members;
        this.alone = alone;
        this.listener = listener;
    }

    /** Takes what is due to this node and can be had, and hands over what is due to another. To be called again and again. */
    public Future<Void> look() {
        if (leaving) return Future.succeededFuture();
        Set<String> visible = Set.copyOf(members.get());
        boolean news = !visible.equals(membersThen) || !gone.isEmpty();
        if (settled && !news && ++looks % LOOKS_OF_BELIEF != 0) return Future.succeededFuture();
        membersThen = visible;
        return table.standing(visible).compose(standing -> {
            if (leaving) return Future.succeededFuture();
            Future<Void> act = act(standing, visible);
            acting = acting.isComplete() ? act : Future.join(acting, act).mapEmpty();
            return act;
        });
    }

    /**
     * The cluster sees a member no more: one attempt is made to take at once what it has, and not a second one. Two halves that
     * both reach the database would otherwise take from each other in turns for ever.
     */
    public Future<Void> lost(String member) {
        gone.add(member);
        return look();
    }

    /** Somebody has made something free, or has found out something about who owns what. */
    public Future<Void> lookAgain() {
        settled = false;
        return look();
    }

    private Future<Void> act(Standing standing, Set<String> visible) {
        Set<String> oneAttempt = Set.copyOf(gone);
        gone.clear();
        Map<Integer, String> due = winners.of(standing, visible);
        Map<String, List<Integer>> takes = new TreeMap<>();
        List<Integer> gives = new ArrayList<>();
        boolean asBelieved = true;
        boolean asDue = true;
        for (Owned partition : standing.partitions()) {
            int number = partition.partition();
            String winner = due.get(number);
            boolean mine = partition.node().filter(fence.node()::equals).isPresent();
            asBelieved &= mine == held.containsKey(number);
            if (fence.node().equals(winner) == mine) continue;
            asDue = false;
            if (mine) {
                if (winner != null && lives(standing.nodes().get(winner))) gives.add(number);
            } else if (partition.node().isEmpty()
                    || partition.silent()
                    || alone
                    || oneAttempt.contains(partition.node().get())) {
                takes.computeIfAbsent(partition.node().orElse(""), none -> new ArrayList<>())
                        .add(number);
            }
        }
        settled = asDue && asBelieved;
        boolean believe = asBelieved && takes.isEmpty() && gives.isEmpty() && looks % LOOKS_OF_BELIEF != 0;
        if (believe) return Future.succeededFuture();
        // Also after a failure: nobody knows whether it committed, and nobody else can take what is ours by the table.
        return take(takes).compose(taken -> give(gives)).eventually(this::reread);
    }

    private static boolean lives(@Nullable Node node) {
        return node != null && !node.isSilent();
    }

    private Future<Void> take(Map<String, List<Integer>> byLoser) {
        Future<Void> taken = Future.succeededFuture();
        for (Map.Entry<String, List<Integer>> loser : byLoser.entrySet()) {
            Optional<String> from = Optional.of(loser.getKey()).filter(name -> !name.isEmpty());
            taken = taken.compose(before -> table.take(fence.node(), from, loser.getValue()));
        }
        return taken;
    }

    private Future<Void> give(List<Integer> partitions) {
        if (partitions.isEmpty()) return Future.succeededFuture();
        return table.handOver(fence.node(), partitions, false).onSuccess(done -> listener.free());
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
        return Insistence.until(() -> table.read(fence.node()), failure -> {
            if (leaving) return Future.failedFuture(failure);
            log.warn("cannot read which partitions are ours, trying again: {}", failure.getMessage());
            return pauses.pause(PAUSE_MILLIS);
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
        restless = Set.copyOf(now.restless());
        served = served.stream()
                .filter(partition -> !lost.contains(partition) && !taken.contains(partition))
                .collect(Collectors.toUnmodifiableSet());
        held = Map.copyOf(now.partitions());
        if (!lost.isEmpty() || !taken.isEmpty()) {
            settled = false;
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
            return listener.taken(taken).onSuccess(ready -> served = held.keySet());
        });
    }

    /** Gives everything up, for a clean end: whoever comes next need not wait. Nothing is taken any more. */
    public Future<Void> leave() {
        leaving = true;
        // A take under way may commit after the first hand-over
        return handOverAll()
                .eventually(() -> acting.otherwiseEmpty())
                .compose(done -> held.isEmpty() ? Future.succeededFuture() : handOverAll());
    }

    private Future<Void> handOverAll() {
        return table.handOver(fence.node(), held.keySet(), true)
                .onSuccess(done -> listener.free())
                .compose(done -> reread());
    }

    /** Whether the last owners of a partition of ours have ended without handing it over. Any thread. */
    public boolean isRestless(int partition) {
        return restless.contains(partition);
    }

    /** The partitions that this node owns. Any thread. */
    public Set<Integer> partitions() {
        return held.keySet();
    }

    /** Whether this node owns a partition, as far as it knows. Any thread. */
    public boolean owns(int partition) {
        return held.containsKey(partition);
    }

    /** Whether this node owns a partition, and requests may come for it: what was lost has been dropped, what was taken is in place. Any thread. */
    public boolean serves(int partition) {
        return served.contains(partition);
    }
}
