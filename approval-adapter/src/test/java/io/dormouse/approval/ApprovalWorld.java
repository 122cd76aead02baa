package io.dormouse.approval;

import static io.dormouse.approval.Waiting.await;

import io.dormouse.contracts.Failures;
import io.dormouse.contracts.Headers;
import io.dormouse.contracts.approval.Approval;
import io.dormouse.contracts.approval.ApprovalPage;
import io.dormouse.contracts.approval.ApprovalService;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.GetApproval;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.RequestApproval;
import io.dormouse.contracts.approval.Verdict;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;
import io.vertx.serviceproxy.ServiceProxyBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The adapter on a bus, with a real Postgres below it, called through the generated proxy. */
final class ApprovalWorld implements AutoCloseable {
    final Vertx vertx = ServiceVertx.alone();
    private final Database database;
    private final Pool pool;
    private String deployment;

    ApprovalWorld() {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("approval");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
        pool = database.pool(vertx, 2);
        deployment = deploy();
    }

    private String deploy() {
        return await(vertx.deployVerticle(new ApprovalAdapter(new ApprovalAdapterConfig(database, Set.of("chiefs")))));
    }

    void stop() {
        await(vertx.undeploy(deployment));
    }

    void start() {
        deployment = deploy();
    }

    Future<Approval> request(String key, String actor, RequestApproval request) {
        return typed(service(key, actor).request(request));
    }

    Future<Approval> decide(String key, String actor, String id, Verdict verdict, String... groups) {
        return typed(service(key, actor).decide(new DecideApproval(id, verdict, "because", List.of(groups))));
    }

    Future<Approval> decide(String key, String actor, DecideApproval request) {
        return typed(service(key, actor).decide(request));
    }

    /** What becomes of the call of a key. */
    Future<String> cancel(String key) {
        DeliveryOptions options =
                new DeliveryOptions().addHeader(Headers.ACTION, Headers.CANCEL).addHeader(Headers.KEY, key);
        return vertx.eventBus()
                .<JsonObject>request(ApprovalService.ADDRESS, new JsonObject(), options)
                .map(answer -> answer.body().getString("state"));
    }

    Future<Approval> get(String id) {
        return typed(service("", "eve").get(new GetApproval(id)));
    }

    Future<ApprovalPage> list(Optional<String> state, int limit, Optional<String> cursor) {
        return typed(service("", "eve").list(new ListApprovals(state, limit, cursor)));
    }

    private ApprovalService service(String key, String actor) {
        DeliveryOptions options = new DeliveryOptions().addHeader(Headers.ACTOR, actor);
        if (!key.isEmpty()) options.addHeader(Headers.KEY, key);
        return new ServiceProxyBuilder(vertx)
                .setAddress(ApprovalService.ADDRESS)
                .setOptions(options)
                .build(ApprovalService.class);
    }

    private static <T> Future<T> typed(Future<T> answer) {
        return answer.recover(failure -> Future.failedFuture(
                failure instanceof ServiceException told
                        ? Failures.declared(
                                        ApprovalService.class, told.failureCode(), String.valueOf(told.getMessage()))
                                .orElseThrow()
                        : failure));
    }

    List<Row> query(String sql, Object... parameters) {
        List<Row> rows = new ArrayList<>();
        await(pool.preparedQuery(sql).execute(Tuple.wrap(parameters))).forEach(rows::add);
        return rows;
    }

    @Override
    public void close() {
        await(pool.close());
        await(vertx.close());
    }
}
