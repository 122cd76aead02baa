package io.dormouse.examples.bus;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.ListServers;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.dormouse.gateway.Gateway;
import io.dormouse.gateway.GatewayConfig;
import io.dormouse.gateway.auth.Tokens;
import io.dormouse.gateway.bridge.BridgeConfig;
import io.dormouse.host.ClusterConfig;
import io.dormouse.host.ClusterMember;
import io.dormouse.host.Database;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.host.bus.Endpoint;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.workflow.WorkflowServiceConfig;
import io.dormouse.workflow.WorkflowServiceVerticle;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A workflow service with the examples and a gateway with a bridge, in a cluster that others may join; and a slow cloud. */
final class Neighbourhood implements AutoCloseable {
    static final String TOKEN = "the-shops-token";

    /** Who asked the cloud for what: {@code actor action key address}. */
    final List<String> asked = new CopyOnWriteArrayList<>();

    final String cluster = "neighbourhood-" + UUID.randomUUID();
    final ClusterMember member;
    final Gateway gateway;

    private Neighbourhood(Path folder) throws IOException {
        // Nobody is at that address; but who looks for others can be found as well.
        member = await(
                ClusterMember.join(new ClusterConfig(cluster, "workflow", "127.0.0.1", 0, List.of("127.0.0.1:1"))));
        Path tokens = Files.writeString(folder.resolve("tokens"), Tokens.line("shop", List.of(), TOKEN) + "\n");
        gateway = new Gateway(new GatewayConfig("127.0.0.1", 0, tokens, database("gateway"))
                .withBridge(BridgeConfig.at("127.0.0.1", 0)));
        Vertx vertx = member.vertx();
        await(Future.all(
                vertx.deployVerticle(new WorkflowServiceVerticle(
                        WorkflowServiceConfig.of(database("dormouse"), Optional.empty(), true), member)),
                vertx.deployVerticle(gateway),
                cloud("iaas.v1").bind(vertx),
                cloud("iaas.instance").bind(vertx, "iaas.instance")));
    }

    static Neighbourhood inhabited(Path folder) throws IOException {
        return new Neighbourhood(folder);
    }

    /** Where another member finds this one. */
    String address() {
        return "127.0.0.1:"
                + member.hazelcast().getCluster().getLocalMember().getAddress().getPort();
    }

    /** Says "in progress, ask the instance" at the common address, and there twice more before there is a server. */
    private Endpoint cloud(String address) {
        return Endpoint.of(IaasService.class)
                .on("create", CreateServer.class, (request, call) -> {
                    note(address, call);
                    if (asked.size() < 4) return Future.succeededFuture(new Answer.InProgress("iaas.instance"));
                    return done(new Server("srv-1", request.model(), "10.0.0.7", "RUNNING", Instant.EPOCH));
                })
                .on("delete", DeleteServer.class, (request, call) -> {
                    note(address, call);
                    return Future.succeededFuture(new Answer.Done(null));
                })
                .on("list", ListServers.class, (request, call) -> done(new ServerPage(List.of(), Optional.empty())));
    }

    private void note(String address, Call call) {
        asked.add("%s %s %s %s".formatted(call.actor(), call.action(), call.requiredKey(), address));
    }

    private static Future<Answer> done(Object result) {
        return Future.succeededFuture(new Answer.Done(result));
    }

    private static Database database(String schema) {
        EmbeddedDatabase.Schema made = EmbeddedDatabase.shared().freshSchema(schema);
        return new Database(made.host(), made.port(), made.database(), made.schema(), made.user(), made.password());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        await(member.leave());
    }
}
