package io.dormouse.iaas;

import static io.dormouse.iaas.Await.result;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.sandbox.Sandbox;
import io.dormouse.sandbox.SandboxConfig;
import io.dormouse.sandbox.cloud.Account;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.cloud.Model;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;

/** A data centre of the sandbox that can be taken away and comes back at the same port with what it had. */
public final class CloudLab {
    /** The key of an account without limit. */
    public static final String KEY = "key-of-plenty";

    /** The key of an account that may have one server. */
    public static final String POOR_KEY = "key-of-little";

    private final Vertx vertx = ServiceVertx.alone();
    private final Database database = database("sandbox");
    private final MachinesConfig machines = machines();
    private Optional<String> deployment = Optional.empty();
    private int port;

    /** Opens it with this boot time. */
    public CloudLab open(Duration bootTime) {
        CloudConfig config = CloudConfig.standard(KEY)
                .withPort(port)
                .withBootTime(bootTime)
                .withAccounts(new Account("plenty", KEY, 5_000), new Account("little", POOR_KEY, 1))
                .withModels(
                        new Model("B6", 4, 8_192, 2_000),
                        new Model("RARE", 64, 1_000_000, 1),
                        new Model("NONE", 1, 1, 0));
        Sandbox sandbox = new Sandbox(new SandboxConfig(
                database,
                config,
                machines,
                new NameServerConfig(
                        "127.0.0.1",
                        0,
                        List.of("demo.test"),
                        "key.demo.test",
                        "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I=")));
        deployment = Optional.of(result(vertx.deployVerticle(sandbox)));
        port = sandbox.cloudPort();
        return this;
    }

    /** Takes it away. */
    public void close() {
        deployment.ifPresent(id -> result(vertx.undeploy(id)));
        deployment = Optional.empty();
    }

    /** The same, for good. */
    public void end() {
        close();
        result(vertx.fileSystem().deleteRecursive(machines.keyFolder().toString()));
        result(vertx.close());
    }

    /** Where it is, also while it is away. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** The port of {@link #url}. */
    public int port() {
        return port;
    }

    /** A fresh schema. */
    public static Database database(String schema) {
        EmbeddedDatabase.Schema fresh = EmbeddedDatabase.shared().freshSchema(schema);
        return new Database(
                fresh.host(), fresh.port(), fresh.database(), fresh.schema(), fresh.user(), fresh.password());
    }

    private static MachinesConfig machines() {
        try {
            Path keys = Files.createTempDirectory("dormouse-cloud-lab");
            String login = PublicKeyEntry.toString(
                    KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256).getPublic());
            return new MachinesConfig(0, 0, keys, login);
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
