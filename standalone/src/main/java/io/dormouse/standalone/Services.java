package io.dormouse.standalone;

import io.dormouse.gateway.Gateway;
import io.dormouse.gateway.GatewayConfig;
import io.dormouse.gateway.auth.Tokens;
import io.dormouse.host.Database;
import io.dormouse.host.PrivateFile;
import io.dormouse.postgres.EmbeddedPostgres;
import io.dormouse.sandbox.Sandbox;
import io.dormouse.sandbox.SandboxConfig;
import io.dormouse.sandbox.cloud.AddressRange;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Every service with its configuration: one instance each, deployed side by side. Only the adapters that speak to the sandbox
 * wait for it, to learn its ports.
 */
final class Services {
    /** One schema a service; {@code dormouse} is the workflow service's. */
    static final List<String> SCHEMAS = List.of("dormouse", "dns", "iaas", "approval", "job", "sandbox", "gateway");

    private static final String HOST = "127.0.0.1";
    private static final String ZONE = "demo.test";
    private static final String TSIG_NAME = "dormouse.";
    private static final int SSH_PORT = 2222;
    private static final int HTTP_PORT = 8080;

    private final Settings settings;
    private final DataFolder folder;
    private final Secrets secrets;
    private final EmbeddedPostgres postgres;

    Services(Settings settings, DataFolder folder, Secrets secrets, EmbeddedPostgres postgres) {
        this.settings = settings;
        this.folder = folder;
        this.secrets = secrets;
        this.postgres = postgres;
    }

    /** Complete when every service answers. */
    Future<Reached> deploy(Vertx vertx) {
        Sandbox sandbox = new Sandbox(sandbox());
        Gateway gateway = new Gateway(gateway());
        Future<String> dataCentre = vertx.deployVerticle(sandbox);
        return Future.all(dataCentre, vertx.deployVerticle(gateway))
                .map(all -> new Reached("http://%s:%d".formatted(HOST, gateway.port()), sandbox.namesPort()));
    }

    private SandboxConfig sandbox() {
        return new SandboxConfig(
                database("sandbox"),
                CloudConfig.standard(secrets.cloudKey()).withAddresses(AddressRange.parse(settings.sandboxRange())),
                machines(),
                new NameServerConfig(HOST, settings.dnsPort(), List.of(ZONE), TSIG_NAME, secrets.tsigKey()));
    }

    private MachinesConfig machines() {
        return new MachinesConfig(SSH_PORT, HTTP_PORT, folder.file("keys"), secrets.sshPublicKey());
    }

    private GatewayConfig gateway() {
        return new GatewayConfig(HOST, settings.port(), tokens(), database("gateway"));
    }

    /** The one token belongs to the user who runs this, who is in every group. */
    private Path tokens() {
        Path file = folder.file("keys/tokens");
        String user = System.getProperty("user.name").replaceAll("[^A-Za-z0-9._@-]", "_");
        try {
            PrivateFile.write(file, Tokens.line(user, List.of("*"), secrets.token()) + "\n");
        } catch (IOException e) {
            throw StartException.notWritable(file, e);
        }
        return file;
    }

    private Database database(String schema) {
        return new Database(postgres.host(), postgres.port(), postgres.database(), schema, schema, postgres.password(schema));
    }
}
