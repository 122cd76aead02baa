package io.dormouse.standalone;

import io.dormouse.approval.ApprovalAdapter;
import io.dormouse.approval.ApprovalAdapterConfig;
import io.dormouse.dns.DnsAdapter;
import io.dormouse.dns.DnsAdapterConfig;
import io.dormouse.gateway.Gateway;
import io.dormouse.gateway.GatewayConfig;
import io.dormouse.gateway.auth.Tokens;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.host.PrivateFile;
import io.dormouse.iaas.IaasAdapter;
import io.dormouse.iaas.IaasAdapterConfig;
import io.dormouse.job.JobAdapter;
import io.dormouse.job.JobAdapterConfig;
import io.dormouse.job.provider.SshSettings;
import io.dormouse.postgres.EmbeddedPostgres;
import io.dormouse.sandbox.Sandbox;
import io.dormouse.sandbox.SandboxConfig;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Every service with its configuration: one instance each, deployed side by side. Only the adapters that speak to the sandbox
 * wait for it, to learn its ports.
 */
final class Services {
    /** One schema a service; {@code dormouse} is the workflow service's. */
    static final List<String> SCHEMAS = List.of("dormouse", "dns", "iaas", "approval", "job", "sandbox", "gateway");

    /** The role of members that own workflows. */
    static final String WORKFLOW = "workflow";

    private static final String HOST = "127.0.0.1";
    private static final String ZONE = "demo.test";
    private static final String TSIG_NAME = "dormouse.";
    private static final int SSH_PORT = 2222;
    private static final int HTTP_PORT = 8080;

    private final Settings settings;
    private final DataFolder folder;
    private final Secrets secrets;
    private final EmbeddedPostgres postgres;
    private final ClusterMember member;

    Services(Settings settings, DataFolder folder, Secrets secrets, EmbeddedPostgres postgres, ClusterMember member) {
        this.settings = settings;
        this.folder = folder;
        this.secrets = secrets;
        this.postgres = postgres;
        this.member = member;
    }

    /** Complete when every service answers. Fails when none is still starting, so that nothing is stopped under its feet. */
    Future<Reached> deploy() {
        Vertx vertx = member.vertx();
        Sandbox sandbox = new Sandbox(sandbox());
        Gateway gateway = new Gateway(gateway());
        Future<?> dataCentre = vertx.deployVerticle(sandbox)
                .compose(there -> Future.join(
                        vertx.deployVerticle(new IaasAdapter(iaas(sandbox.cloudPort()))),
                        vertx.deployVerticle(new DnsAdapter(dns(sandbox.namesPort())))));
        return Future.join(
                        dataCentre,
                        vertx.deployVerticle(new WorkflowServiceVerticle(workflows(), member)),
                        vertx.deployVerticle(new ApprovalAdapter(ApprovalAdapterConfig.of(database("approval")))),
                        vertx.deployVerticle(new JobAdapter(jobs())),
                        vertx.deployVerticle(gateway))
                .map(all -> new Reached("http://%s:%d".formatted(HOST, gateway.port()), sandbox.namesPort()));
    }

    /** The lock on the data directory keeps every other node away. */
    private WorkflowServiceConfig workflows() {
        return WorkflowServiceConfig.of(database("dormouse"), settings.workflows(), true);
    }

    private IaasAdapterConfig iaas(int cloudPort) {
        return IaasAdapterConfig.of(
                database("iaas"), URI.create("http://%s:%d".formatted(HOST, cloudPort)), secrets.cloudKey());
    }

    private DnsAdapterConfig dns(int serverPort) {
        return new DnsAdapterConfig(database("dns"), HOST, serverPort, List.of(ZONE), TSIG_NAME, secrets.tsigKey());
    }

    private JobAdapterConfig jobs() {
        return JobAdapterConfig.of(
                database("job"),
                SshSettings.of(
                        SSH_PORT,
                        MachinesConfig.USER,
                        secrets.sshKey(),
                        machines().knownHosts()));
    }

    private SandboxConfig sandbox() {
        return new SandboxConfig(
                database("sandbox"),
                CloudConfig.standard(secrets.cloudKey()).withAddresses(settings.sandboxRange()),
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
        return new Database(
                        postgres.host(),
                        postgres.port(),
                        postgres.database(),
                        schema,
                        schema,
                        postgres.password(schema))
                .over(postgres.socketFolder());
    }
}
