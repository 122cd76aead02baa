package io.dormouse.chaos.site;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** The bridge in the root namespace, and a namespace for each machine that hangs on it. */
final class Network {
    /** Where the sandbox's servers listen: loopback addresses of its own machine, routed there from the machines of the job adapters. */
    static final String SERVERS = "127.1.0.0/16";

    private final Slot slot;

    private Network(Slot slot) {
        this.slot = slot;
    }

    /** The bridge alone, this process on it with the first address. */
    static Network make(Slot slot) {
        Network network = new Network(slot);
        Command.run("ip", "link", "add", network.bridge(), "type", "bridge");
        Command.run("ip", "addr", "add", slot.address(1) + "/24", "dev", network.bridge());
        Command.run("ip", "link", "set", network.bridge(), "up");
        return network;
    }

    /** A machine with this name, on the bridge. */
    Host add(String name, int number) {
        String namespace = slot.prefix() + "-" + name;
        String outer = "%sv%d".formatted(slot.prefix(), number);
        String address = slot.address(number);
        Command.run("ip", "netns", "add", namespace);
        Command.run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        Command.run("ip", "link", "set", outer, "master", bridge(), "up");
        Command.run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
        Command.run("ip", "-n", namespace, "link", "set", "eth0", "up");
        Command.run("ip", "-n", namespace, "link", "set", "lo", "up");
        Host host = new Host(name, namespace, address);
        Links.prepare(host);
        return host;
    }

    /** Lets {@code visitor} reach the servers, which keep to loopback, on {@code owner}. */
    void routeServers(Host visitor, Host owner) {
        Stream.of(visitor, owner).forEach(host -> in(host, "sysctl", "-qw", "net.ipv4.conf.all.route_localnet=1"));
        Command.run("ip", "-n", visitor.namespace(), "addr", "del", "127.0.0.1/8", "dev", "lo");
        Command.run("ip", "-n", visitor.namespace(), "addr", "add", "127.0.0.1/32", "dev", "lo");
        Command.run(
                "ip",
                "-n",
                visitor.namespace(),
                "route",
                "add",
                SERVERS,
                "via",
                owner.address(),
                "src",
                visitor.address());
    }

    /** Ends every process in namespaces of this slot and removes whatever bears its prefix, also a dead run's. */
    static void remove(Slot slot) {
        List<String> namespaces = Command.run("ip", "netns", "list")
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(name -> name.startsWith(slot.prefix() + "-"))
                .toList();
        // Whoever is just being started has its process a moment later
        Waiting.until(
                "the end of the processes of " + slot.prefix(),
                Duration.ofSeconds(20),
                () -> namespaces.stream().filter(Network::killAll).count() == 0,
                () -> "some survive SIGKILL");
        for (String namespace : namespaces) Command.run("ip", "netns", "del", namespace);
        // A link goes with its namespace, but only when the last process in there is gone for good
        Command.run("ip", "-o", "link")
                .lines()
                .map(line -> line.split("[ :@]+")[1])
                .filter(name -> name.matches(slot.prefix() + "(br|v\\d+)"))
                .forEach(name -> Command.succeeds("ip", "link", "del", name));
    }

    /** Whether there was anything to kill. */
    private static boolean killAll(String namespace) {
        List<String> pids =
                Command.run("ip", "netns", "pids", namespace).lines().toList();
        pids.forEach(pid -> Command.succeeds("kill", "-KILL", pid));
        return !pids.isEmpty();
    }

    /** Runs a program on a machine. */
    static String in(Host host, String... words) {
        return Command.run(Stream.concat(Stream.of("ip", "netns", "exec", host.namespace()), Arrays.stream(words))
                .toArray(String[]::new));
    }

    private String bridge() {
        return slot.prefix() + "br";
    }
}
