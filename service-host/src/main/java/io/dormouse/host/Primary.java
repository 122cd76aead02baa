package io.dormouse.host;

import io.dormouse.host.config.HostPort;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.shareddata.Shareable;
import io.vertx.pgclient.PgConnection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of the hosts is the primary: the one that takes writes, and if an old one still lives and believes that it does, the one
 * of the later timeline. Looked at again every second; when it is another one, all that is connected to the old one is closed.
 * One for a Vert.x and a database, with one connection to each host.
 */
final class Primary implements Shareable {
    private static final Logger log = LoggerFactory.getLogger(Primary.class);
    private static final String SHARED = "io.dormouse.host.Primary";
    private static final long LOOK_EVERY_MILLIS = 1_000;

    private final Vertx vertx;
    private final Database database;
    private final Context context;
    private final List<Probe> probes;
    private final Set<PgConnection> connections = Collections.newSetFromMap(new WeakHashMap<>());
    private final Set<Runnable> onMove = new LinkedHashSet<>();
    private Optional<HostPort> current = Optional.empty();
    private Optional<Future<HostPort>> look = Optional.empty();

    private Primary(Vertx vertx, Database database) {
        this.vertx = vertx;
        this.database = database;
        // Of its own: it outlives the verticle that happens to ask first.
        this.context = ((VertxInternal) vertx).createEventLoopContext();
        this.probes = database.hosts().stream()
                .map(host -> new Probe(vertx, host, database.connectOptions(host, Map.of())))
                .toList();
        context.runOnContext(now -> keepLooking());
    }

    static Primary of(Vertx vertx, Database database) {
        return vertx.sharedData()
                .<String, Primary>getLocalMap(SHARED)
                .computeIfAbsent(database.toString(), none -> new Primary(vertx, database));
    }

    private void keepLooking() {
        look().onComplete(seen -> vertx.setTimer(LOOK_EVERY_MILLIS, due -> keepLooking()));
    }

    /** The primary as it is now. From any thread; fails within two seconds if there is none. */
    Future<HostPort> find() {
        Promise<HostPort> found = Promise.promise();
        context.runOnContext(now -> look().onComplete(found));
        return found.future();
    }

    private Future<HostPort> look() {
        if (look.isPresent()) return look.get();
        Promise<HostPort> seen = Promise.promise();
        look = Optional.of(seen.future());
        // Nobody waits for a host that was silent before, unless none of the others is the primary.
        List<Future<Probe.Answer>> all = probes.stream().map(Probe::ask).toList();
        List<Future<Probe.Answer>> lively = probes.stream()
                .filter(probe -> !probe.isSilent())
                .map(Probe::ask)
                .toList();
        Future.join(lively)
                .transform(answered -> best(lively).isPresent()
                        ? Future.succeededFuture()
                        : Future.join(all).mapEmpty())
                .onComplete(answered -> {
                    look = Optional.empty();
                    best(all)
                            .ifPresentOrElse(
                                    answer -> {
                                        moveTo(answer.host());
                                        seen.complete(answer.host());
                                    },
                                    () -> seen.fail(nobody()));
                });
        return seen.future();
    }

    private static Optional<Probe.Answer> best(List<Future<Probe.Answer>> answers) {
        return answers.stream()
                .filter(Future::succeeded)
                .map(Future::result)
                .filter(Probe.Answer::writable)
                .max(Comparator.comparingLong(Probe.Answer::timeline));
    }

    private IllegalStateException nobody() {
        return new IllegalStateException("no host of %s is a primary that can be reached: %s"
                .formatted(
                        database.place(),
                        String.join("; ", probes.stream().map(Probe::toString).toList())));
    }

    private void moveTo(HostPort host) {
        if (current.filter(host::equals).isPresent()) return;
        current.ifPresent(old -> log.warn("the primary of {} was {} and is {}", database, old, host));
        boolean first = current.isEmpty();
        current = Optional.of(host);
        if (first) return;
        List<PgConnection> old = List.copyOf(connections);
        connections.clear();
        old.forEach(PgConnection::close);
        List.copyOf(onMove).forEach(Runnable::run);
    }

    /** A connection to the primary, on the caller's context; closed when another host becomes the primary. */
    Future<PgConnection> connect(Map<String, String> settings) {
        Context own = vertx.getOrCreateContext();
        Promise<PgConnection> connected = Promise.promise();
        find().onComplete(
                        host -> own.runOnContext(now -> PgConnection.connect(
                                        vertx, database.connectOptions(host, settings))
                                .onSuccess(connection -> context.runOnContext(then -> keep(connection, host)))
                                .onComplete(connected)),
                        failure -> own.runOnContext(now -> connected.fail(failure)));
        return connected.future();
    }

    private void keep(PgConnection connection, HostPort host) {
        if (current.filter(host::equals).isPresent()) connections.add(connection);
        else connection.close();
    }

    /** Runs an action whenever another host has become the primary. @return what ends that */
    Runnable onMove(Runnable action) {
        context.runOnContext(now -> onMove.add(action));
        return () -> context.runOnContext(now -> onMove.remove(action));
    }
}
