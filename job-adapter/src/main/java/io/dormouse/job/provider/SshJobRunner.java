package io.dormouse.job.provider;

import io.dormouse.contracts.job.JobResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.PasswordIdentityProvider;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Runs commands over SSH, each on a connection of its own. A host is recognised by the known-hosts file and nothing else; the
 * login is by one key and nothing else; no file or agent of the user who runs this process is looked at.
 */
public final class SshJobRunner implements JobRunner {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int UNANSWERED_HEARTBEATS = 3;

    private final Context context;
    private final SshSettings settings;
    private final KeyPair key;
    private final SshClient client;
    private final Turns turns;

    private SshJobRunner(Context context, SshSettings settings, KeyPair key, SshClient client) {
        this.context = context;
        this.settings = settings;
        this.key = key;
        this.client = client;
        this.turns = new Turns(settings.sessions());
    }

    /** Reads the login key and is ready; connects nowhere yet. Everything is told on the context of the caller. */
    public static Future<SshJobRunner> open(Vertx vertx, SshSettings settings) {
        Context context = vertx.getOrCreateContext();
        return context.executeBlocking(() -> {
            KeyPair key = LoginKey.at(settings.privateKey()).pair();
            SshClient client = client(settings);
            client.start();
            return new SshJobRunner(context, settings, key, client);
        });
    }

    private static SshClient client(SshSettings settings) {
        SshClient client = SshClient.setUpDefaultClient();
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        client.setPasswordIdentityProvider(PasswordIdentityProvider.EMPTY_PASSWORDS_PROVIDER);
        client.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        client.setChannelFactories(List.of());
        client.setServerKeyVerifier(
                (session, address, shown) -> checkOf(session).verifyServerKey(session, address, shown));
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
                checkOf((ClientSession) session).preferKnownKinds(proposal);
            }
        });
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, settings.connectTimeout());
        CoreModuleProperties.IDLE_TIMEOUT.set(client, Duration.ZERO);
        CoreModuleProperties.HEARTBEAT_REQUEST.set(client, "keepalive@openssh.com");
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED_HEARTBEATS);
        return client;
    }

    private static HostKeyCheck checkOf(ClientSession session) {
        return Objects.requireNonNull(session.getConnectionContext().getAttribute(SshConnection.HOST_KEY_CHECK));
    }

    @Override
    public Future<JobResult> run(InetAddress host, CommandLine command, Supplier<Future<Void>> beforeSending) {
        InetSocketAddress address = new InetSocketAddress(host, settings.port());
        return turns.take(() -> SshConnection.connect(context, client, settings, address)
                .compose(connection -> connection
                        .login(key)
                        .compose(in -> beforeSending.get())
                        .compose(ready -> connection.execute(command))
                        .eventually(connection::cut)));
    }

    @Override
    public Future<Void> close() {
        return context.executeBlocking(() -> {
            client.close(true).await();
            return null;
        });
    }
}
