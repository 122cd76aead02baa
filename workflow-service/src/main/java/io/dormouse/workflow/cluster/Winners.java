package io.dormouse.workflow.cluster;

import io.dormouse.workflow.cluster.Ownerships.Node;
import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Who should own each partition: of the nodes that are seen and stay, those that have the code that its workflows need, and of
 * them the one with the highest hash. If nobody has all that code, anybody may own it: what cannot run is stuck, and says so.
 */
final class Winners {
    /** A member that the cluster sees and the database has not heard of for so long cannot do anything with a partition. */
    private static final long LOST_MILLIS = 10_000;

    private List<String> nodes = List.of();
    private final Map<Key, String> known = new HashMap<>();

    private record Key(int partition, List<String> eligible) {}

    /** The winners by partition; those without one are left out. */
    Map<Integer, String> of(Standing standing, Collection<String> visible) {
        List<String> staying = visible.stream()
                .filter(name -> {
                    Node node = standing.nodes().get(name);
                    return node != null && !node.leaving() && node.silentMillis() <= LOST_MILLIS;
                })
                .sorted()
                .toList();
        if (!staying.equals(nodes)) {
            nodes = staying;
            known.clear();
        }
        Map<Set<String>, List<String>> byNeeds = new HashMap<>();
        Map<Integer, String> winners = HashMap.newHashMap(standing.partitions().size());
        for (Owned partition : standing.partitions()) {
            List<String> eligible = byNeeds.computeIfAbsent(partition.needs(), needs -> eligible(needs, standing));
            winner(partition.partition(), eligible, winners);
        }
        return winners;
    }

    private List<String> eligible(Set<String> needs, Standing standing) {
        List<String> able = nodes.stream()
                .filter(name -> Objects.requireNonNull(standing.nodes().get(name))
                        .definitions()
                        .containsAll(needs))
                .toList();
        return able.isEmpty() ? nodes : able;
    }

    /** Hashing all of them anew, twice a second, would grow with the cluster. */
    private void winner(int partition, List<String> eligible, Map<Integer, String> winners) {
        Key key = new Key(partition, eligible);
        String winner = known.get(key);
        if (winner == null) {
            winner = Partitions.winner(partition, eligible).orElse(null);
            if (winner == null) return;
            known.put(key, winner);
        }
        winners.put(partition, winner);
    }
}
