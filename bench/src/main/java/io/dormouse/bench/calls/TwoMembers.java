package io.dormouse.bench.calls;

import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Two members of one cluster in this JVM, which speak to each other over TCP on loopback as two processes would. */
record TwoMembers(ClusterMember workflows, ClusterMember adapter) {
    private static final String HOST = "127.0.0.1";

    /** Blocks until they have found each other. */
    static TwoMembers join() throws ExecutionException, InterruptedException {
        String cluster = "bench-" + UUID.randomUUID();
        ClusterMember first = joined(new ClusterConfig(cluster, "workflow", HOST, 0, List.of(HOST + ":1")));
        int port = first.hazelcast().getCluster().getLocalMember().getAddress().getPort();
        ClusterMember second = joined(new ClusterConfig(cluster, "job", HOST, 0, List.of(HOST + ":" + port)));
        if (second.peers().size() != 2) throw new IllegalStateException("the members did not find each other");
        return new TwoMembers(first, second);
    }

    private static ClusterMember joined(ClusterConfig config) throws ExecutionException, InterruptedException {
        return ClusterMember.join(config)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
    }

    Future<?> leave() {
        return adapter.leave().eventually(workflows::leave);
    }
}
