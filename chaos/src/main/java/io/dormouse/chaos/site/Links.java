package io.dormouse.chaos.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The links between machines: each direction can be cut, and then its packets vanish without a word, as behind a dead switch.
 * Two faults may cut the same one; it is whole again when both have mended it. Thread-safe.
 */
public final class Links {
    /** From one machine to another. */
    public record Direction(Host from, Host to) {
        /** The way back. */
        public Direction back() {
            return new Direction(to, from);
        }
    }

    /** Every direction between one group of machines and another, there and back. */
    public static List<Direction> between(Collection<Host> here, Collection<Host> there) {
        return here.stream()
                .flatMap(one -> there.stream().map(two -> new Direction(one, two)))
                .flatMap(way -> Stream.of(way, way.back()))
                .toList();
    }

    private final Map<Direction, Integer> cuts = new HashMap<>();

    Links() {}

    /** The filters, empty. Servers of the sandbox answer from loopback addresses, so packets are also dropped where they begin. */
    static void prepare(Host host) {
        Network.in(
                host,
                "nft",
                String.join(
                        ";",
                        "add table inet chaos",
                        "add set inet chaos from { type ipv4_addr; }",
                        "add set inet chaos to { type ipv4_addr; }",
                        "add chain inet chaos in { type filter hook input priority 0; }",
                        "add chain inet chaos out { type filter hook output priority 0; }",
                        "add rule inet chaos in ip saddr @from drop",
                        "add rule inet chaos out ip daddr @to drop"));
    }

    /** From now on nothing goes these ways. */
    public synchronized void cut(Collection<Direction> ways) {
        apply(
                "add",
                ways.stream()
                        .filter(way -> cuts.merge(way, 1, Integer::sum) == 1)
                        .toList());
    }

    /** Takes one cut of each back. */
    public synchronized void mend(Collection<Direction> ways) {
        List<Direction> whole = new ArrayList<>();
        for (Direction way : ways) {
            int count = cuts.getOrDefault(way, 0);
            if (count > 1) cuts.put(way, count - 1);
            if (count == 1) {
                cuts.remove(way);
                whole.add(way);
            }
        }
        apply("delete", whole);
    }

    /** Makes every link whole. */
    public synchronized void mendAll() {
        apply("delete", cuts.keySet());
        cuts.clear();
    }

    private static void apply(String verb, Collection<Direction> ways) {
        Map<Host, List<String>> orders = new LinkedHashMap<>();
        for (Direction way : ways) {
            order(orders, way.from(), verb, "to", way.to());
            order(orders, way.to(), verb, "from", way.from());
        }
        orders.forEach((host, lines) -> Network.in(host, "nft", String.join(";", lines)));
    }

    private static void order(Map<Host, List<String>> orders, Host where, String verb, String set, Host other) {
        orders.computeIfAbsent(where, host -> new ArrayList<>())
                .add("%s element inet chaos %s { %s }".formatted(verb, set, other.address()));
    }
}
