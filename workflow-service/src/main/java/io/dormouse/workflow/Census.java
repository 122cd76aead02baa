package io.dormouse.workflow;

import io.dormouse.contracts.workflow.ClusterView;
import io.dormouse.contracts.workflow.GetCluster;
import io.dormouse.contracts.workflow.MemberView;
import io.dormouse.host.Members.Peer;
import io.dormouse.workflow.cluster.Ownerships.Node;
import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is there and who owns what: the members that this node sees, and what the database says of them. */
final class Census {
    private final NodeLife life;

    Census(NodeLife life) {
        this.life = life;
    }

    Future<ClusterView> cluster(GetCluster request) {
        return life.standing().map(standing -> view(standing, request));
    }

    private ClusterView view(Standing standing, GetCluster request) {
        Map<String, Integer> owned = new HashMap<>();
        for (Owned partition : standing.partitions()) {
            partition.node().ifPresent(node -> owned.merge(node, 1, Integer::sum));
        }
        int unowned = standing.partitions().size()
                - owned.values().stream().mapToInt(Integer::intValue).sum();
        List<MemberView> members = new ArrayList<>();
        for (Peer peer : life.members().peers()) {
            Optional<Node> node = Optional.ofNullable(standing.nodes().get(peer.name()));
            members.add(new MemberView(
                    peer.name(),
                    peer.role(),
                    peer.address(),
                    true,
                    node.map(known -> owned.getOrDefault(peer.name(), 0)),
                    node.map(Node::silentMillis),
                    node.map(known -> known.definitions().stream().sorted().toList())));
            owned.remove(peer.name());
        }
        owned.forEach((name, partitions) -> members.add(new MemberView(
                name, "workflow", "unknown", false, Optional.of(partitions), Optional.empty(), Optional.empty())));
        return new ClusterView(
                standing.partitions().size(),
                unowned,
                members.stream()
                        .filter(member ->
                                request.role().map(member.role()::equals).orElse(true))
                        .toList());
    }
}
