package io.dormouse.chaos.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What each process is told on its command line. */
final class Flags {
    static final int HTTP_PORT = 8080;
    static final int HEALTH_PORT = 8081;
    static final int CLOUD_PORT = 8085;
    static final int DNS_PORT = 1053;
    static final String ZONE = "chaos.test";
    static final String TSIG_NAME = "chaos.";
    private static final int CLUSTER_PORT = 5701;
    private static final int SSH_PORT = 2222;

    private final Keys keys;
    private final Path folder;
    private final Host postgres;
    private final Host sandbox;
    private final List<Host> members;

    /** {@code members}: all that join the cluster. */
    Flags(Keys keys, Path folder, Host postgres, Host sandbox, List<Host> members) {
        this.keys = keys;
        this.folder = folder;
        this.postgres = postgres;
        this.sandbox = sandbox;
        this.members = List.copyOf(members);
    }

    List<String> of(Role role, Host host) {
        List<String> flags = new ArrayList<>(List.of(
                "--database.hosts=%s:%d".formatted(postgres.address(), PostgresServer.PORT),
                "--database.name=" + PostgresServer.DATABASE,
                "--database.password-file=" + keys.file("password-" + role.schema()),
                "--health.host=" + host.address(),
                "--health.port=" + HEALTH_PORT));
        if (role != Role.SANDBOX) flags.addAll(cluster(host));
        flags.addAll(own(role, host));
        return flags;
    }

    private List<String> cluster(Host host) {
        return List.of(
                "--cluster.name=chaos",
                "--cluster.host=" + host.address(),
                "--cluster.port=" + CLUSTER_PORT,
                "--cluster.members="
                        + members.stream()
                                .map(member -> member.address() + ":" + CLUSTER_PORT)
                                .collect(Collectors.joining(",")));
    }

    private List<String> own(Role role, Host host) {
        return switch (role) {
            case WORKFLOW -> List.of("--workflows=" + folder.resolve("workflows"));
            case GATEWAY ->
                List.of("--http.host=" + host.address(), "--http.port=" + HTTP_PORT, "--tokens=" + keys.file("tokens"));
            case DNS ->
                List.of(
                        "--server.host=" + sandbox.address(),
                        "--server.port=" + DNS_PORT,
                        "--zones=" + ZONE,
                        "--tsig.name=" + TSIG_NAME,
                        "--tsig.key-file=" + keys.file("tsig"));
            case IAAS -> List.of("--cloud.url=" + cloudUrl(), "--cloud.key-file=" + keys.file("cloud"));
            case APPROVAL -> List.of();
            case JOB ->
                List.of(
                        "--ssh.port=" + SSH_PORT,
                        "--ssh.user=dormouse",
                        "--ssh.key=" + keys.file("job_ed25519"),
                        "--ssh.known-hosts=" + servers().resolve("known_hosts"));
            case SANDBOX ->
                List.of(
                        "--cloud.host=" + sandbox.address(),
                        "--cloud.port=" + CLOUD_PORT,
                        "--cloud.key-file=" + keys.file("cloud"),
                        "--cloud.addresses=" + Network.SERVERS,
                        "--dns.host=" + sandbox.address(),
                        "--dns.port=" + DNS_PORT,
                        "--dns.zones=" + ZONE,
                        "--dns.tsig.name=" + TSIG_NAME,
                        "--dns.tsig.key-file=" + keys.file("tsig"),
                        "--ssh.port=" + SSH_PORT,
                        "--ssh.authorized-key=" + keys.file("job_ed25519.pub"),
                        "--keys=" + servers());
        };
    }

    String cloudUrl() {
        return "http://%s:%d".formatted(sandbox.address(), CLOUD_PORT);
    }

    private Path servers() {
        return folder.resolve("servers");
    }
}
