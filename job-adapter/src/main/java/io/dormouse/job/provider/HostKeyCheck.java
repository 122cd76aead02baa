package io.dormouse.job.provider;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;

/**
 * Whether one connection reached the host that it was meant for: strictly by the known-hosts file, which is never written. Made
 * for each connection, so that a change of the file counts at once, and what it says is about this connection alone.
 */
final class HostKeyCheck extends KnownHostsServerKeyVerifier {
    private final InetSocketAddress host;
    private volatile Optional<String> rejection = Optional.empty();

    HostKeyCheck(Path knownHosts, InetSocketAddress host) {
        super(RejectAllServerKeyVerifier.INSTANCE, knownHosts);
        this.host = host;
    }

    /** Why the host was rejected, if it was. */
    Optional<String> rejection() {
        return rejection;
    }

    /**
     * Puts the kinds of key that are known of this host first, as OpenSSH does. A host has keys of several kinds, and shows the
     * one that is asked for first.
     */
    void preferKnownKinds(Map<KexProposalOption, String> proposal) {
        Set<String> known = knownKinds();
        proposal.computeIfPresent(
                KexProposalOption.SERVERKEYS,
                (option, algorithms) -> Arrays.stream(algorithms.split(","))
                        .sorted(Comparator.comparing(
                                algorithm -> !known.contains(KeyUtils.getCanonicalKeyType(algorithm))))
                        .collect(Collectors.joining(",")));
    }

    private Set<String> knownKinds() {
        try {
            return KnownHostEntry.readKnownHostEntries(getPath()).stream()
                    .filter(entry -> entry.isHostMatch(host.getAddress().getHostAddress(), host.getPort()))
                    .map(entry -> entry.getKeyEntry().getKeyType())
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException("the known-hosts file %s cannot be read (%s)".formatted(getPath(), e), e);
        }
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress address, PublicKey key) {
        return reject("%s is not in %s; it shows the key %s %s"
                .formatted(Hosts.shown(host), getPath(), KeyUtils.getKeyType(key), KeyUtils.getFingerPrint(key)));
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress address, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        return reject("%s must have the key %s, by %s, but shows %s %s; it is not the host that it was"
                .formatted(
                        Hosts.shown(host),
                        KeyUtils.getFingerPrint(expected),
                        getPath(),
                        KeyUtils.getKeyType(actual),
                        KeyUtils.getFingerPrint(actual)));
    }

    @Override
    protected void handleRevokedKey(ClientSession session, SocketAddress address, PublicKey key) {
        reject("the key of %s is marked as revoked in %s".formatted(Hosts.shown(host), getPath()));
    }

    private boolean reject(String why) {
        rejection = Optional.of(why);
        return false;
    }
}
