package io.dormouse.host;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.NodeInfo;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps looking whether the others can still find what is bound here, and writes it again if not.
 *
 * <p>Whoever sees a member go deletes the addresses of its name; the member writes them again when a split is healed. But each
 * does so when it gets to it: a late deletion takes away what was written already, and nobody would ever reach that member again,
 * which looks well in every list. Also, what each remembers of who listens where is refreshed by events that a merge does not
 * give; so after every change of members it is forgotten.
 */
final class FaithfulCluster extends HazelcastClusterManager {
    private static final Logger log = LoggerFactory.getLogger(FaithfulCluster.class);
    private static final long PAUSE_MILLIS = 2_000;

    /** After a change of members, for so many looks: merges take a while. */
    private static final int DOUBTS = 5;

    private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();
    private volatile Optional<RegistrationListener> memory = Optional.empty();
    private List<String> members = List.of();
    private int doubts;

    FaithfulCluster(Config config) {
        super(config);
    }

    @Override
    public void registrationListener(RegistrationListener listener) {
        memory = Optional.of(listener);
        super.registrationListener(listener);
    }

    @Override
    public void addRegistration(String address, RegistrationInfo bound, Completable<Void> done) {
        if (!bound.localOnly()) {
            own.computeIfAbsent(address, first -> ConcurrentHashMap.newKeySet()).add(bound);
        }
        super.addRegistration(address, bound, done);
    }

    @Override
    public void removeRegistration(String address, RegistrationInfo bound, Completable<Void> done) {
        own.computeIfPresent(address, (same, all) -> {
            all.remove(bound);
            return all.isEmpty() ? null : all;
        });
        super.removeRegistration(address, bound, done);
    }

    /** Looks from now on, until the cluster is left. */
    void watch(Vertx vertx) {
        vertx.setTimer(PAUSE_MILLIS, due -> {
            if (!isActive()) return;
            look().onFailure(notNow -> log.debug("a look at the addresses bound here did not get through", notNow))
                    .onComplete(looked -> watch(vertx));
        });
    }

    /** One look at everything; fails when the map cannot be read now. */
    Future<Void> look() {
        forgetWhatMayHaveChanged();
        Future<Void> looked = findable();
        for (Map.Entry<String, Set<RegistrationInfo>> each : own.entrySet()) {
            looked = looked.compose(before -> look(each.getKey(), Set.copyOf(each.getValue())));
        }
        return looked;
    }

    /** Not under the lock of this object: the base class holds it while it waits, for minutes perhaps, after a member has died. */
    private void forgetWhatMayHaveChanged() {
        List<String> seen = getNodes();
        synchronized (own) {
            if (!seen.equals(members)) doubts = DOUBTS;
            members = seen;
            if (doubts == 0) return;
            doubts--;
        }
        memory.ifPresent(RegistrationListener::registrationsLost);
    }

    /** Whether the others can look up the socket of this member. */
    private Future<Void> findable() {
        Promise<NodeInfo> found = Promise.promise();
        getNodeInfo(getNodeId(), found);
        return found.future().<Void>mapEmpty().recover(missing -> {
            Promise<Void> written = Promise.promise();
            // Both take the lock of the base class too, so not on an event loop
            Thread.ofVirtual().name("node-info").start(() -> setNodeInfo(getNodeInfo(), written));
            return written.future()
                    .onSuccess(done ->
                            log.warn("the others had forgotten where this member listens; it is written again"));
        });
    }

    private Future<Void> look(String address, Set<RegistrationInfo> bound) {
        Promise<List<RegistrationInfo>> found = Promise.promise();
        getRegistrations(address, found);
        return found.future().compose(known -> {
            Future<Void> written = Future.succeededFuture();
            for (RegistrationInfo each : bound) {
                if (!known.contains(each)) written = written.compose(before -> writeAgain(address, each));
            }
            return written;
        });
    }

    private Future<Void> writeAgain(String address, RegistrationInfo bound) {
        Promise<Void> written = Promise.promise();
        super.addRegistration(address, bound, written);
        return written.future().compose(done -> {
            if (!isBound(address, bound)) return remove(address, bound);
            log.warn("the others had forgotten that this member listens at {}; it is written again", address);
            return Future.succeededFuture();
        });
    }

    private boolean isBound(String address, RegistrationInfo bound) {
        return Objects.requireNonNullElse(own.get(address), Set.of()).contains(bound);
    }

    /** It was unbound in the meantime. */
    private Future<Void> remove(String address, RegistrationInfo bound) {
        Promise<Void> removed = Promise.promise();
        super.removeRegistration(address, bound, removed);
        return removed.future();
    }
}
