package io.dormouse.simulator.cluster;

import io.dormouse.engine.owner.Owner;
import io.dormouse.simulator.database.SimStore;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The owners of one node, each with its share of the partitions. */
final class SimLanes {
    private final List<Lane> lanes = new ArrayList<>();

    /** An owner with the store that it writes through. */
    record Lane(Owner owner, SimStore store) {
        /** An event has come. */
        void ring(String key, Collection<String> waiting) {
            store.rung(key);
            owner.ring(key, waiting);
        }
    }

    void add(Lane lane) {
        lanes.add(lane);
    }

    List<Lane> all() {
        return lanes;
    }

    Owner ownerOf(String id) {
        return ofPartition(Cluster.partitionOf(id)).owner();
    }

    Lane ofPartition(int partition) {
        return lanes.get(partition % lanes.size());
    }

    Future<Void> take(Set<Integer> partitions) {
        return Future.all(lanes.stream()
                        .map(lane -> lane.owner().take(share(lane, partitions)))
                        .toList())
                .mapEmpty();
    }

    Future<Void> lose(Set<Integer> partitions) {
        return Future.all(lanes.stream()
                        .map(lane -> lane.owner().lose(share(lane, partitions)))
                        .toList())
                .mapEmpty();
    }

    private Set<Integer> share(Lane lane, Set<Integer> partitions) {
        Set<Integer> share = new HashSet<>();
        partitions.forEach(partition -> {
            if (ofPartition(partition) == lane) share.add(partition);
        });
        return share;
    }

    /** The doorbell of an event. */
    void ring(String key, Collection<String> waiting) {
        for (Lane lane : lanes) {
            lane.ring(
                    key,
                    waiting.stream()
                            .filter(id -> ofPartition(Cluster.partitionOf(id)) == lane)
                            .toList());
        }
    }
}
