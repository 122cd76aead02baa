package io.dormouse.job.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.KeySetPublickeyAuthenticator;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;

/** A {@link TestHost} in this JVM. */
public final class ScriptedHost implements TestHost {
    private final SshServer sshd = SshServer.setUpDefaultServer();
    private final Path loginKey;
    private final KeyPair hostKey;
    final AtomicInteger begun = new AtomicInteger();
    final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** @param folder where its login key is made */
    public ScriptedHost(Path folder) throws Exception {
        this(folder, KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256), List.of());
    }

    /** @param otherKeys of other kinds, which it shows to whom asks for them */
    ScriptedHost(Path folder, KeyPair hostKey, Collection<KeyPair> otherKeys) throws IOException {
        this.hostKey = hostKey;
        loginKey = folder.resolve("login");
        KeyPair login = LoginKey.atOrNew(loginKey).pair();
        sshd.setHost("127.0.0.1");
        sshd.setKeyPairProvider(KeyPairProvider.wrap(
                Stream.concat(Stream.of(hostKey), otherKeys.stream()).toList()));
        sshd.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        sshd.setPublickeyAuthenticator(new KeySetPublickeyAuthenticator("login", List.of(login.getPublic())));
        sshd.setCommandFactory((channel, line) -> new ScriptedCommand(this, line));
        sshd.start();
    }

    @Override
    public int port() {
        return sshd.getPort();
    }

    @Override
    public Path loginKey() {
        return loginKey;
    }

    @Override
    public String hostKey() {
        return PublicKeyEntry.toString(hostKey.getPublic());
    }

    @Override
    public String user() {
        return "anybody";
    }

    @Override
    public int begun() {
        return begun.get();
    }

    @Override
    public void letGo() {
        gate.countDown();
    }

    void awaitGate() throws InterruptedException {
        if (!gate.await(20, TimeUnit.SECONDS)) throw new AssertionError("nobody let the command go");
    }

    @Override
    public void close() throws IOException {
        gate.countDown();
        sshd.close(true).await();
    }
}
