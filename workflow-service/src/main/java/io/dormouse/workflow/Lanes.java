package io.dormouse.workflow;

import io.dormouse.engine.owner.Owner;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The owners of this node, each with its share of the partitions: a workflow is always in the same lane. */
final class Lanes {
    private final List<Owner> owners;

    Lanes(List<Owner> owners) {
        this.owners = List.copyOf(owners);
    }

    Owner of(String workflowId) {
        return ofPartition(Partitions.of(workflowId));
    }

    Owner ofPartition(int partition) {
        return owners.get(partition % owners.size());
    }

    List<Owner> all() {
        return owners;
    }

    /** Does something in every lane that has a part of the items. */
    <T> void each(Collection<T> items, Function<T, Integer> partition, BiConsumer<Owner, List<T>> action) {
        items.stream()
                .collect(Collectors.groupingBy(item -> ofPartition(partition.apply(item))))
                .forEach(action);
    }

    /** An event has come: whoever waits for it in memory, and these, if they are of this node. Any thread. */
    void ring(String key, Collection<String> workflows) {
        for (Owner owner : owners) {
            owner.ring(key, workflows.stream().filter(id -> of(id) == owner).toList());
        }
    }

    Future<Void> take(Set<Integer> partitions) {
        return Future.all(owners.stream()
                        .map(owner -> owner.take(share(owner, partitions)))
                        .toList())
                .mapEmpty();
    }

    Future<Void> lose(Set<Integer> partitions) {
        return Future.all(owners.stream()
                        .map(owner -> owner.lose(share(owner, partitions)))
                        .toList())
                .mapEmpty();
    }

    private Set<Integer> share(Owner owner, Set<Integer> partitions) {
        return partitions.stream()
                .filter(partition -> ofPartition(partition) == owner)
                .collect(Collectors.toSet());
    }
}
