package io.dormouse.sandbox.machine;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.KeyPair;
import java.security.PublicKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;

/**
 * The SSH of all servers: one acceptor bound to many addresses, so that a further server costs one open socket and no thread.
 * The address that a connection was accepted on says which server it is for. A client gets an exec channel for {@link Deploy}
 * and nothing else: no shell, no subsystem, no forwarding, no password.
 */
final class SshServers {
    private final UnboundSshServer sshd = UnboundSshServer.create();
    private final Map<SocketAddress, String> serverIds = new ConcurrentHashMap<>();
    private final BiFunction<String, Deploy, Future<Reply>> deploy;

    /** @param deploy what a server does, by its id; if its future fails the connection is cut without an exit status */
    SshServers(KeyPair hostKey, PublicKey authorized, BiFunction<String, Deploy, Future<Reply>> deploy) {
        this.deploy = deploy;
        sshd.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        sshd.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        sshd.setPublickeyAuthenticator(
                (user, key, session) -> user.equals(MachinesConfig.USER) && KeyUtils.compareKeys(key, authorized));
        sshd.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
        sshd.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        sshd.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        sshd.setCommandFactory(this::command);
        CoreModuleProperties.TCP_NODELAY.set(sshd, true);
        sshd.startUnbound();
    }

    /** Starts listening and returns the port. Blocks for a few system calls. */
    int listen(String serverId, InetAddress address, int port) throws IOException {
        InetSocketAddress wanted = new InetSocketAddress(address, port);
        if (port != 0 && serverIds.putIfAbsent(wanted, serverId) != null) {
            throw new BindException("Address already in use");
        }
        try {
            sshd.acceptor().bind(wanted);
        } catch (IOException e) {
            serverIds.remove(wanted);
            throw e;
        }
        return port == 0 ? nameNewcomer(serverId, address) : port;
    }

    private int nameNewcomer(String serverId, InetAddress address) {
        for (SocketAddress bound : sshd.acceptor().getBoundAddresses()) {
            InetSocketAddress given = (InetSocketAddress) bound;
            if (given.getAddress().equals(address) && serverIds.putIfAbsent(given, serverId) == null)
                return given.getPort();
        }
        throw new IllegalStateException("nothing listens on %s, which was just bound".formatted(address));
    }

    /** Stops listening there and cuts the connections that were accepted there, as a server that loses its power does. */
    void silence(InetAddress address, int port) {
        InetSocketAddress bound = new InetSocketAddress(address, port);
        sshd.acceptor().unbind(bound);
        serverIds.remove(bound);
        sshd.acceptor().getManagedSessions().values().stream()
                .filter(session -> bound.equals(session.getAcceptanceAddress()))
                .forEach(session -> session.close(true));
    }

    /** Cuts every connection, stops listening everywhere, and blocks until that is done. */
    void close() throws IOException {
        sshd.close(true).await();
    }

    private Command command(ChannelSession channel, String line) {
        SocketAddress accepted = channel.getSession().getIoSession().getAcceptanceAddress();
        return new MachineCommand(() -> {
            String serverId = serverIds.get(accepted);
            if (serverId == null) return Future.failedFuture("the server at %s was switched off".formatted(accepted));
            return Deploy.parse(line)
                    .map(wanted -> deploy.apply(serverId, wanted))
                    .orElseGet(() -> Future.succeededFuture(Reply.usage()));
        });
    }
}
