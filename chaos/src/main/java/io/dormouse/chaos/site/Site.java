package io.dormouse.chaos.site;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole suite on this machine: Postgres, the sandbox, workflow nodes, two of each adapter and two gateways, each on a
 * machine (network namespace) of its own. Closing it ends every process and removes every namespace, link and mount.
 */
public final class Site implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Site.class);
    private static final Duration START_PATIENCE = Duration.ofMinutes(3);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(25);
    private static final int ADAPTERS = 2;
    private static final int GATEWAYS = 2;
    private static final int AT_ONCE = 2;

    private final Slot slot;
    private final Path folder;
    private final Keys keys;
    private final Links links = new Links();
    private final Clocks clocks;
    private final Disk disk;
    private final Supervisor supervisor;
    private final Readiness readiness = new Readiness();
    private final PostgresServer postgresServer;
    private final Member postgres;
    private final Member sandbox;
    private final Map<Role, List<Member>> members = new EnumMap<>(Role.class);
    private final Access access;
    private boolean closed;
    private boolean removed;

    /**
     * Brings everything up; returns when all of it is ready.
     *
     * @param root the folder of the source tree, with built programs
     * @param folder for logs and keys, made if missing
     * @throws SiteException with a sentence about what is missing here
     */
    public static Site start(Path root, Path folder, Plan plan) {
        Requirements.check();
        Programs programs = new Programs(root, Slot.shared());
        programs.prepare();
        Slot slot = Slot.take();
        try {
            removeLeftovers(slot);
            Site site = new Site(slot, programs, folder, plan);
            Runtime.getRuntime().addShutdownHook(new Thread(site::abandon, "tear down " + slot.prefix()));
            site.startAllOrNothing();
            return site;
        } catch (RuntimeException e) {
            removeLeftovers(slot);
            slot.close();
            throw e;
        }
    }

    private Site(Slot slot, Programs programs, Path folder, Plan plan) {
        this.slot = slot;
        this.folder = folder.toAbsolutePath().normalize();
        makeFolders();
        keys = Keys.make(this.folder.resolve("keys"));
        clocks = new Clocks(this.folder);
        supervisor = new Supervisor(new Random(plan.seed()));
        plan.workflows().writeTo(this.folder.resolve("workflows"));
        Network network = Network.make(slot);
        Host postgresHost = network.add(PostgresServer.NAME, 10);
        Host sandboxHost = network.add(Role.SANDBOX.text(), 20);
        Map<Role, List<Host>> hosts = new EnumMap<>(Role.class);
        hosts.put(Role.WORKFLOW, hosts(network, Role.WORKFLOW, 30, plan.workflowNodes()));
        hosts.put(Role.GATEWAY, hosts(network, Role.GATEWAY, 40, GATEWAYS));
        for (Role role : Role.adapters()) {
            hosts.put(role, hosts(network, role, 50 + 10 * role.ordinal(), ADAPTERS));
        }
        hosts.getOrDefault(Role.JOB, List.of()).forEach(host -> network.routeServers(host, sandboxHost));
        disk = Disk.make(image(slot), mountPoint(slot));
        postgresServer = new PostgresServer(postgresHost, disk, keys.text("superuser"));
        postgres = new Member(
                postgresHost, postgresServer.commandLine(), logOf(postgresHost), postgresServer::answers, supervisor);
        List<Host> cluster = hosts.values().stream().flatMap(List::stream).toList();
        Flags flags = new Flags(keys, this.folder, postgresHost, sandboxHost, cluster);
        sandbox = member(Role.SANDBOX, sandboxHost, programs, flags, plan, List.of());
        hosts.forEach((role, list) -> members.put(
                role,
                list.stream()
                        .map(host -> member(role, host, programs, flags, plan, clockOf(role, host, plan)))
                        .toList()));
        access = new Access(
                gateways().stream()
                        .map(each ->
                                URI.create("http://%s:%d".formatted(each.host().address(), Flags.HTTP_PORT)))
                        .toList(),
                keys.tokens(),
                postgresServer.database(),
                new Cloud(URI.create(flags.cloudUrl()), keys.text("cloud")),
                new Dns(
                        new InetSocketAddress(sandboxHost.address(), Flags.DNS_PORT),
                        Flags.ZONE,
                        Flags.TSIG_NAME,
                        keys.text("tsig")),
                this.folder);
    }

    private static List<Host> hosts(Network network, Role role, int base, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> network.add(role.text() + "-" + number, base + number))
                .toList();
    }

    private Member member(Role role, Host host, Programs programs, Flags flags, Plan plan, List<String> before) {
        List<String> words = new ArrayList<>(before);
        words.addAll(programs.commandLine(
                role, plan.classPath().apply(role), plan.flags().apply(role), flags.of(role, host)));
        return new Member(host, words, logOf(host), () -> readiness.of(host), supervisor);
    }

    private List<String> clockOf(Role role, Host host, Plan plan) {
        boolean skewed = plan.skewed() && role == Role.WORKFLOW && host.name().endsWith("-" + plan.workflowNodes());
        return skewed ? clocks.before().orElse(List.of()) : List.of();
    }

    /** What fails half-way must not be started again by its supervisor while it is removed. */
    private void startAllOrNothing() {
        try {
            startAll();
        } catch (RuntimeException e) {
            abandon();
            throw e;
        }
    }

    private void startAll() {
        log.info("starting Postgres");
        postgresServer.initialise(folder);
        postgres.start();
        awaitReady(List.of(postgres));
        postgresServer.makeSchemas(
                Arrays.stream(Role.values()).map(Role::schema).toList(), schema -> keys.text("password-" + schema));
        log.info("starting the sandbox");
        sandbox.start();
        awaitReady(List.of(sandbox));
        log.info("starting the services");
        startInTurn(services());
    }

    /** Two at a time: if all JVMs warm up at once on few cores, members take each other for dead before they have met. */
    private void startInTurn(List<Member> which) {
        for (int i = 0; i < which.size(); i += AT_ONCE) {
            List<Member> some = which.subList(i, Math.min(which.size(), i + AT_ONCE));
            some.forEach(Member::start);
            awaitReady(some);
        }
    }

    /** What load and checker may use. */
    public Access access() {
        return access;
    }

    /** The processes of a role. */
    public List<Member> members(Role role) {
        return role == Role.SANDBOX ? List.of(sandbox) : members.getOrDefault(role, List.of());
    }

    /** All that belong to the suite itself: nodes, adapters, gateways. */
    public List<Member> services() {
        return members.values().stream().flatMap(List::stream).toList();
    }

    /** The database. */
    public Member postgres() {
        return postgres;
    }

    /** The data centre. */
    public Member sandbox() {
        return sandbox;
    }

    /** Every process here. */
    public List<Member> everybody() {
        return Stream.concat(Stream.of(postgres, sandbox), services().stream()).toList();
    }

    /** Between any two of them. */
    public Links links() {
        return links;
    }

    /** What Postgres writes to. */
    public Disk disk() {
        return disk;
    }

    /** The clock of the one process whose clock is doubtful; nothing if it cannot be made doubtful here, or none is. */
    public Optional<Clocks> clocks(Plan plan) {
        return plan.skewed() && clocks.before().isPresent() ? Optional.of(clocks) : Optional.empty();
    }

    /**
     * Undoes every fault and waits until everything runs and says that it serves.
     *
     * @throws SiteException if that takes longer than {@code patience}
     */
    public void quiet(Duration patience) {
        links.mendAll();
        clocks.jump(Duration.ZERO);
        disk.drain();
        everybody().forEach(Member::thaw);
        everybody().forEach(Member::start);
        awaitReady(everybody(), patience);
    }

    /** Waits until all of these serve. */
    public void awaitReady(List<Member> which) {
        awaitReady(which, START_PATIENCE);
    }

    private void awaitReady(List<Member> which, Duration patience) {
        List<Member> missing = new ArrayList<>(which);
        Waiting.until(
                "readiness",
                patience,
                () -> {
                    missing.removeIf(Member::ready);
                    return missing.isEmpty();
                },
                () -> missing.stream().map(Member::name).collect(Collectors.joining(", ")) + " not ready; see "
                        + folder.resolve("logs"));
    }

    private List<Member> gateways() {
        return members(Role.GATEWAY);
    }

    private Path logOf(Host host) {
        return folder.resolve("logs").resolve(host.name() + ".log");
    }

    private void makeFolders() {
        try {
            for (String name : List.of("logs", "keys", "servers", "workflows", "promises")) {
                Files.createDirectories(folder.resolve(name));
            }
        } catch (IOException e) {
            throw SiteException.notWritable(folder, e);
        }
    }

    /** Ends what runs in good order, then removes everything. */
    @Override
    public void close() {
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        supervisor.close();
        links.mendAll();
        everybody().forEach(Member::thaw);
        for (List<Member> each : List.of(services(), List.of(sandbox), List.of(postgres))) {
            each.parallelStream().forEach(member -> member.stop(STOP_PATIENCE));
        }
        abandon();
        slot.close();
    }

    /** Without good order: after Ctrl-C, which may come while the good order is under way. */
    private synchronized void abandon() {
        if (removed) return;
        closed = true;
        removed = true;
        supervisor.close();
        removeLeftovers(slot);
    }

    private static void removeLeftovers(Slot slot) {
        Network.remove(slot);
        Disk.remove(image(slot), mountPoint(slot));
    }

    private static Path image(Slot slot) {
        return slot.folder().resolve("disk.img");
    }

    private static Path mountPoint(Slot slot) {
        return slot.folder().resolve("disk");
    }
}
