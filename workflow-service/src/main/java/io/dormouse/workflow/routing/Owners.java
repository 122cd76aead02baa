package io.dormouse.workflow.routing;

import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who owns which partition, as far as this node has heard. A wrong guess costs a hop. Asked on one event loop. */
public final class Owners {
    private final Supplier<Future<Standing>> database;
    private final Map<Integer, String> known = new ConcurrentHashMap<>();
    private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Future<Void> reading;

    /** @param database how everything stands there */
    public Owners(Supplier<Future<Standing>> database) {
        this.database = database;
    }

    Optional<String> guess(int partition) {
        return Optional.ofNullable(known.get(partition));
    }

    /** Whether its owner had not been heard of by the database for a while when it was last asked. */
    boolean isSilent(int partition) {
        return silent.contains(partition);
    }

    /** Somebody says so. */
    void learn(int partition, Optional<String> owner) {
        owner.ifPresentOrElse(name -> known.put(partition, name), () -> known.remove(partition));
    }

    /** The database says so. */
    void learn(Standing standing) {
        for (Owned partition : standing.partitions()) {
            learn(partition.partition(), partition.node());
            if (partition.silent()) silent.add(partition.partition());
            else silent.remove(partition.partition());
        }
    }

    /** Asks the database; everybody who asks while a look is under way joins it. */
    Future<Void> read() {
        Future<Void> underWay = reading;
        if (underWay != null) return underWay;
        Future<Void> look = database.get().onSuccess(this::learn).mapEmpty();
        if (!look.isComplete()) {
            reading = look;
            look.onComplete(done -> reading = null);
        }
        return look;
    }
}
