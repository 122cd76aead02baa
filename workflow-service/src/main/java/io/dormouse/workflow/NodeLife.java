package io.dormouse.workflow;

import io.dormouse.engine.owner.Admission;
import io.dormouse.host.Members;
import io.dormouse.workflow.cluster.CrashGuard;
import io.dormouse.workflow.cluster.DatabaseClock;
import io.dormouse.workflow.cluster.Fence;
import io.dormouse.workflow.cluster.Needs;
import io.dormouse.workflow.cluster.Ownership;
import io.dormouse.workflow.cluster.OwnershipTable;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import io.dormouse.workflow.cluster.Partitions;
import io.dormouse.workflow.cluster.SuspectTable;
import io.dormouse.workflow.routing.CutOff;
import io.dormouse.workflow.routing.Doorbells;
import io.dormouse.workflow.routing.Owners;
import io.dormouse.workflow.routing.Router;
import io.dormouse.workflow.store.Events;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One life of a node among the others: its heart beats, it takes and hands over, hears doorbells, and leaves. */
final class NodeLife {
    /** The role of members that own workflows. */
    private static final String ROLE = "workflow";

    private final Vertx vertx;
    private final Context context;
    private final Members members;
    private final boolean alone;
    private final OwnershipTable table;
    private final DatabaseClock clock;
    private final Fence fence;
    private final Needs needs;
    private final SuspectTable suspects;
    private final CrashGuard guard;
    private final Owners owners;
    private final Router router;
    private final Doorbells doorbells;
    private final Promise<Ownership> ownership = Promise.promise();

    private NodeLife(
            Vertx vertx, Members members, boolean alone, OwnershipTable table, Pool vital, DatabaseClock clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.members = members;
        this.alone = alone;
        this.table = table;
        this.clock = clock;
        this.fence = new Fence(members.self());
        this.needs = new Needs(vital, members.self(), System::nanoTime);
        this.suspects = new SuspectTable(vital);
        this.guard = new CrashGuard(
                members.self(),
                suspects,
                this::isRestless,
                millis -> vertx.timer(millis).mapEmpty(),
                task -> context.runOnContext(now -> task.run()),
                new SecureRandom());
        this.owners = new Owners(this::standing);
        this.router =
                new Router(vertx, members.self(), this::serves, owners, new CutOff(members::sees, System::nanoTime));
        this.doorbells = new Doorbells(vertx, members.self());
    }

    /**
     * Registers under the name of this member.
     *
     * @param vital connections that no question of people's queues for
     * @param definitions what can run here, as {@link Needs#definition} writes it
     */
    static Future<NodeLife> begin(
            Vertx vertx, Members members, boolean alone, Pool vital, Collection<String> definitions) {
        OwnershipTable table = new OwnershipTable(vital);
        return table.register(members.self(), definitions)
                .compose(known -> table.beat(members.self()))
                .map(seen ->
                        new NodeLife(vertx, members, alone, table, vital, new DatabaseClock(seen, System::nanoTime)));
    }

    String name() {
        return members.self();
    }

    Members members() {
        return members;
    }

    DatabaseClock clock() {
        return clock;
    }

    Fence fence() {
        return fence;
    }

    Needs needs() {
        return needs;
    }

    /** Which workflows may be brought into memory here, and when. */
    Admission admission() {
        return guard;
    }

    Router router() {
        return router;
    }

    /** How everything stands in the database, with all nodes that are seen. */
    Future<Standing> standing() {
        return table.standing(visible());
    }

    private Set<String> visible() {
        return members.peers().stream()
                .filter(peer -> peer.role().equals(ROLE))
                .map(Members.Peer::name)
                .collect(Collectors.toSet());
    }

    private boolean owns(int partition) {
        return isSo(mine -> mine.owns(partition));
    }

    private boolean serves(int partition) {
        return isSo(mine -> mine.serves(partition));
    }

    private boolean isRestless(String workflow) {
        return isSo(mine -> mine.isRestless(Partitions.of(workflow)));
    }

    /** Not before it takes part. */
    private boolean isSo(Predicate<Ownership> question) {
        return ownership.future().succeeded()
                && question.test(ownership.future().result());
    }

    /** The partitions that it owns. Any thread. */
    Set<Integer> partitions() {
        return ownership.future().succeeded() ? ownership.future().result().partitions() : Set.of();
    }

    /** Reads again what is ours. Any thread. */
    Future<Void> reread() {
        return here(() -> ownership.future().succeeded()
                ? ownership.future().result().reread()
                : Future.failedFuture("the service is still starting"));
    }

    private <T> Future<T> here(Supplier<Future<T>> task) {
        Promise<T> done = Promise.promise();
        context.runOnContext(now -> task.get().onComplete(done));
        return done.future();
    }

    /** Takes what is due, and loads what has to run; from now on the lanes have work. */
    Future<Void> takePart(Lanes lanes, Sweep sweep) {
        Ownership own = new Ownership(vertx, table, fence, this::visible, alone, new Ownership.Listener() {
            @Override
            public Future<Void> lost(Set<Integer> partitions) {
                needs.lost(partitions);
                guard.lookAgain();
                return lanes.lose(partitions);
            }

            @Override
            public Future<Void> taken(Set<Integer> partitions) {
                if (!partitions.isEmpty()) guard.taken();
                return lanes.take(partitions).onSuccess(taken -> sweep.loadTaken(partitions, NodeLife.this::owns));
            }

            @Override
            public void free() {
                doorbells.ownersChanged();
            }
        });
        ownership.complete(own);
        members.onLost(name -> {
            router.lost(name);
            context.runOnContext(now -> own.lost(name));
        });
        return doorbells
                .listen(
                        (key, workflows) -> lanes.ring(key, workflows),
                        () -> context.runOnContext(now -> own.lookAgain()))
                .compose(listening -> own.look());
    }

    /** An event has come: whoever waits for it here, and on all other nodes. Any thread. */
    void ring(Lanes lanes, String key, List<Events.Waiting> waiting) {
        List<String> workflows =
                waiting.stream().map(Events.Waiting::workflowId).toList();
        lanes.ring(key, workflows);
        if (visible().size() > 1) doorbells.ring(key, workflows);
    }

    /** Tells that this node lives, whatever else it does. */
    Future<Void> beat() {
        long asked = System.nanoTime();
        return table.beat(members.self())
                .onSuccess(seen -> clock.read(seen, asked))
                .mapEmpty();
    }

    /** Looks what has changed. */
    Future<Void> look() {
        return ownership.future().compose(Ownership::look);
    }

    /** Forgets that owners before this one have come to unclean ends, when it has lived for a while. */
    Future<Void> calmDown() {
        return here(guard::calmDown).compose(calmer -> calmer ? reread() : Future.succeededFuture());
    }

    /** Forgets, rarely, what partitions needed once, and what workflows were suspected of. */
    Future<Void> tidy() {
        return standing()
                .compose(standing -> needs.forgetWhatIsOver(standing, partitions()))
                .compose(needed -> suspects.tidy());
    }

    /** Hands everything over and tells the others; what was asked here is answered by whoever owns it then. */
    Future<Void> leave() {
        return ownership.future().succeeded()
                ? here(() -> ownership.future().result().leave()).eventually(doorbells::close)
                : Future.succeededFuture();
    }
}
