package io.dormouse.chaos.site;

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
        for (String namespace : namespaces) {
            Command.run("ip", "netns", "pids", namespace)
                    .lines()
                    .forEach(pid -> Command.succeeds("kill", "-KILL", pid));
        }
        for (String namespace : namespaces) Command.run("ip", "netns", "del", namespace);
        Command.succeeds("ip", "link", "del", slot.prefix() + "br");
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
