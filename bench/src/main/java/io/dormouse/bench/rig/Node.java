package io.dormouse.bench.rig;

import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.StartWorkflow;
import io.dormouse.contracts.workflow.TriggerEvent;
import io.dormouse.contracts.workflow.WorkflowService;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.UUID;

/** A node of ours in this JVM as {@code ./dormouse up} has one: a cluster of one, asked over the bus as every client asks it. */
public final class Node implements AutoCloseable {
    private static final String ROLE = "workflow";

    private final ClusterMember member;
    private final Database database;

    private Node(ClusterMember member, Database database) {
        this.member = member;
        this.database = database;
    }

    /**
     * Returns when it is ready.
     *
     * @param warm how many workflows that sleep it may keep in memory
     */
    public static Node start(Database database, int warm) {
        ClusterMember member = ClusterMember.join(ClusterConfig.alone("bench-" + UUID.randomUUID(), ROLE))
                .await();
        Node node = new Node(member, database);
        try {
            WorkflowServiceConfig config = new WorkflowServiceConfig(database, Optional.empty(), 1, warm, true);
            node.vertx()
                    .deployVerticle(new WorkflowServiceVerticle(config, member))
                    .await();
        } catch (RuntimeException e) {
            node.close();
            throw e;
        }
        return node;
    }

    /** What it runs on. */
    public Vertx vertx() {
        return member.vertx();
    }

    /** Where its workflows are. */
    public Database database() {
        return database;
    }

    /** Starts a workflow; completes when that is durable. */
    public Future<Object> start(String name, String id, JsonObject input) {
        return call("start", new StartWorkflow(name, Optional.empty(), Optional.of(id), input));
    }

    /** Gives an event its value; completes when that is durable. */
    public Future<Object> trigger(String event, Object value) {
        return call("trigger", new TriggerEvent(event, value));
    }

    private Future<Object> call(String action, Object request) {
        JsonObject body = new JsonObject().put("request", Wire.encode(request));
        return new KeyedCall(
                        WorkflowService.ADDRESS, action, body, UUID.randomUUID().toString(), "bench")
                .send(vertx());
    }

    /** Hands its partitions over and leaves; what it has under way is left. */
    @Override
    public void close() {
        member.leave().await();
    }
}
