package io.dormouse.sandbox.machine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.sshd.common.config.keys.AuthorizedKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.jspecify.annotations.Nullable;

/**
 * The servers of the sandbox that have power. Each listens on its address: SSH with the one command
 * {@code deploy RELEASE KEY}, and HTTP to say what runs on it. Which server is at which address is the cloud's to know: after
 * a restart it gives power again to those that ran, and they still know what they had deployed.
 *
 * <p>All methods may be called on any thread and none blocks. A further server costs two open sockets, about 6 KB of heap and no
 * thread.
 */
public final class Machines {
    /** After so many looks, a millisecond apart, the port has become somebody else's, and the server is off all the same. */
    private static final int MOST_LOOKS = 500;

    private final Vertx vertx;
    private final Context loop;
    private final MachinesConfig config;
    private final Deployments deployments;
    private final HostKey hostKey;
    private final SshServers ssh;
    private final Map<String, Machine> machines = new ConcurrentHashMap<>();
    private boolean closed;

    private Machines(
            Vertx vertx, Context loop, Pool pool, MachinesConfig config, HostKey hostKey, PublicKey authorized) {
        this.vertx = vertx;
        this.loop = loop;
        this.config = config;
        this.deployments = new Deployments(pool);
        this.hostKey = hostKey;
        this.ssh = new SshServers(hostKey.pair(), authorized, deployments::deploy);
    }

    /**
     * Prepares for servers, none of which has power yet: reads the host key, or makes it at the first start, and writes the
     * known-hosts file. The table {@code deployment} exists already. The pool stays the caller's.
     */
    public static Future<Machines> open(Vertx vertx, Pool pool, MachinesConfig config) {
        Context loop = vertx.getOrCreateContext();
        return loop.executeBlocking(() -> {
            HostKey hostKey = HostKey.at(config.hostKey());
            PublicKey authorized = AuthorizedKeyEntry.parseAuthorizedKeyEntry(config.authorizedKey())
                    .resolvePublicKey(null, PublicKeyEntryResolver.FAILING);
            Machines machines = new Machines(vertx, loop, pool, config, hostKey, authorized);
            machines.writeKnownHosts();
            return machines;
        });
    }

    /**
     * Gives a server power; when the future succeeds it listens. Does nothing if it has power at this address. Fails with a
     * {@link BindException} if something else listens there, and then nothing listens for this server.
     *
     * @param address the literal IP address that is the server's alone
     */
    public Future<Void> power(String serverId, String address) {
        return onLoop(() -> {
            if (closed)
                return Future.failedFuture(
                        new IllegalStateException("the machines are closed; server %s stays off".formatted(serverId)));
            Machine machine = machines.computeIfAbsent(serverId, id -> new Machine());
            return machine.then(() -> start(serverId, machine, InetAddress.ofLiteral(address)))
                    .onComplete(ended -> forgetIfResting(serverId));
        });
    }

    /**
     * Takes a server's power: its connections are cut, and when the future succeeds it listens nowhere. What it has deployed stays
     * recorded.
     */
    public Future<Void> off(String serverId) {
        return onLoop(() -> {
            Machine machine = machines.get(serverId);
            if (machine == null) return Future.succeededFuture();
            return machine.then(() -> stop(machine)).onComplete(ended -> forgetIfResting(serverId));
        });
    }

    /** The ports of a server; empty while it has no power. */
    public Optional<MachinePorts> portsOf(String serverId) {
        return Optional.ofNullable(machines.get(serverId)).flatMap(Machine::on).map(Machine.On::ports);
    }

    /** Takes the power of all servers, and gives none any more. */
    public Future<Void> close() {
        return onLoop(() -> {
            closed = true;
            List<Future<Void>> stopping = machines.values().stream()
                    .map(machine -> machine.then(() -> stop(machine)))
                    .toList();
            return Future.join(stopping)
                    .eventually(() -> loop.executeBlocking(() -> {
                        ssh.close();
                        return null;
                    }))
                    .mapEmpty();
        });
    }

    private Future<Void> start(String serverId, Machine machine, InetAddress address) {
        if (machine.on().isPresent()) {
            InetAddress current = machine.on().get().address();
            if (current.equals(address)) return Future.succeededFuture();
            return Future.failedFuture(
                    new IllegalStateException("server %s has power at %s; take it before it moves to %s"
                            .formatted(serverId, current.getHostAddress(), address.getHostAddress())));
        }
        return loop.executeBlocking(() -> ssh.listen(serverId, address, config.sshPort()), false)
                .compose(sshPort -> new HttpPage(serverId, deployments)
                        .listen(vertx, address, config.httpPort())
                        .map(http -> new Machine.On(address, new MachinePorts(sshPort, http.actualPort()), http))
                        .recover(failure -> silence(address, sshPort).compose(silent -> Future.failedFuture(failure))))
                .recover(failure -> Future.failedFuture(cannotListen(serverId, address, failure)))
                .compose(on -> {
                    machine.becomes(Optional.of(on));
                    return config.sshPort() == 0
                            ? loop.executeBlocking(this::writeKnownHosts)
                            : Future.succeededFuture();
                });
    }

    private Future<Void> stop(Machine machine) {
        if (machine.on().isEmpty()) return Future.succeededFuture();
        Machine.On was = machine.on().get();
        machine.becomes(Optional.empty());
        return Future.join(
                        silence(was.address(), was.ports().ssh()),
                        was.http()
                                .close()
                                .compose(closed ->
                                        vacated(was.address(), was.ports().http(), MOST_LOOKS)))
                .mapEmpty();
    }

    private Future<Void> silence(InetAddress address, int sshPort) {
        return loop.executeBlocking(
                () -> {
                    ssh.silence(address, sshPort);
                    return null;
                },
                false);
    }

    /** The loop that accepts gives a closed socket's port back when it looks for connections next, a moment after the close. */
    private Future<Void> vacated(InetAddress address, int port, int looks) {
        return loop.executeBlocking(() -> isVacant(address, port), false)
                .compose(vacant -> vacant || looks == 1
                        ? Future.succeededFuture()
                        : vertx.timer(1, TimeUnit.MILLISECONDS).compose(later -> vacated(address, port, looks - 1)));
    }

    private static boolean isVacant(InetAddress address, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private void forgetIfResting(String serverId) {
        machines.computeIfPresent(serverId, (id, machine) -> machine.rests() ? null : machine);
    }

    private @Nullable Void writeKnownHosts() throws IOException {
        List<String> patterns = config.sshPort() != 0
                ? List.of(HostKey.pattern("*", config.sshPort()))
                : machines.values().stream()
                        .flatMap(machine -> machine.on().stream())
                        .map(on -> HostKey.pattern(
                                on.address().getHostAddress(), on.ports().ssh()))
                        .toList();
        hostKey.writeKnownHosts(config.knownHosts(), patterns);
        return null;
    }

    private static Throwable cannotListen(String serverId, InetAddress address, Throwable failure) {
        if (!(failure instanceof BindException)) return failure;
        BindException taken = new BindException("server %s cannot listen on %s (%s): give it another address"
                .formatted(serverId, address.getHostAddress(), failure.getMessage()));
        taken.initCause(failure);
        return taken;
    }

    private Future<Void> onLoop(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        loop.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }
}
