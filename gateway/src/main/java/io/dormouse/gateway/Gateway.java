package io.dormouse.gateway;

import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.auth.Authentication;
import io.dormouse.gateway.auth.Tokens;
import io.dormouse.gateway.bridge.Bridge;
import io.dormouse.gateway.http.HttpVersions;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.ProblemException;
import io.dormouse.gateway.http.RequestTarget;
import io.dormouse.gateway.http.SlowClients;
import io.dormouse.host.Members;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP API, as an event-loop verticle. Any number of them may run, in any number of processes: they keep no state.
 *
 * <p>Started when it listens: its schema is migrated and its tokens are read. It does not need the services to be there; until
 * they are, it answers 503.
 */
public final class Gateway extends VerticleBase {
    private static final int MAX_TARGET_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final long STOP_SECONDS = 3;

    private final GatewayConfig config;
    private final Members members;
    private final Leaving leaving = new Leaving();
    private @Nullable AuditLog audit;
    private @Nullable Answers answers;
    private @Nullable HttpServer server;
    private @Nullable Bridge bridge;

    /** Starts nothing; deploy it. */
    public Gateway(GatewayConfig config) {
        this(config, Members.alone("gateway", "gateway"));
    }

    /** Starts nothing; deploy it. @param members when one of them is lost, what was asked there is asked elsewhere */
    public Gateway(GatewayConfig config, Members members) {
        this.config = config;
        this.members = members;
    }

    /** The port that it listens on, once it is started. */
    public int port() {
        if (server == null) throw new IllegalStateException("the gateway is not started");
        return server.actualPort();
    }

    /** The port of the bridge, once it is started; empty if there is none. */
    public Optional<Integer> bridgePort() {
        return Optional.ofNullable(bridge).map(Bridge::port);
    }

    @Override
    public Future<?> start() {
        return config.database()
                .migrate(vertx)
                .compose(migrated -> vertx.executeBlocking(() -> Tokens.read(config.tokens()), false))
                .compose(this::listen);
    }

    /**
     * Takes nobody any more, tells those who follow a workflow to follow it elsewhere and those who wait for an end how things
     * stand, and lets the rest be answered; within {@value #STOP_SECONDS} seconds.
     */
    @Override
    public Future<?> stop() {
        Future<?> unbridged = bridge == null ? Future.succeededFuture() : bridge.leave(STOP_SECONDS, TimeUnit.SECONDS);
        Future<?> closed = server == null ? Future.succeededFuture() : server.shutdown(STOP_SECONDS, TimeUnit.SECONDS);
        leaving.begin();
        return Future.join(unbridged, closed)
                // What is closed first writes everything out, and not everybody reads.
                .timeout(STOP_SECONDS + 1, TimeUnit.SECONDS)
                .eventually(() -> audit == null ? Future.succeededFuture() : audit.close())
                .eventually(() -> answers == null ? Future.succeededFuture() : answers.close());
    }

    private Future<?> listen(Tokens tokens) {
        AuditLog log = new AuditLog(vertx, config.database());
        audit = log;
        Answers given = new Answers(vertx, config.database());
        answers = given;
        SlowClients clients = new SlowClients(vertx, config.patience());
        Router router = Router.router(vertx);
        Authentication authentication = new Authentication(tokens);
        Services services = new Services(vertx);
        members.onLost(name -> services.lost());
        bind(new Api(router, authentication, clients), vertx, services, log, given, leaving);

        HttpServer listening = vertx.createHttpServer(options())
                .connectionHandler(connection -> {
                    HttpVersions.check(connection);
                    clients.connected(connection);
                })
                .invalidRequestHandler(Gateway::refuse)
                .requestHandler(request -> {
                    clients.requested(request);
                    route(request, router);
                });
        return listening
                .listen()
                .onSuccess(bound -> server = bound)
                .compose(bound -> bridge(authentication, new BridgedCalls(services, log, given)));
    }

    private Future<?> bridge(Authentication authentication, BridgedCalls calls) {
        return config.bridge()
                .map(told ->
                        new Bridge(vertx, told, authentication, calls).listen().onSuccess(bound -> bridge = bound))
                .orElseGet(Future::succeededFuture);
    }

    /** Binds every path that there is. */
    static void bind(Api api, Vertx vertx, Services services, AuditLog log, Answers answers, Leaving leaving) {
        new Health(services, log).bind(api);
        Changes changes = new Changes(services, log, answers);
        WorkflowIds ids = new WorkflowIds();
        new WorkflowReads(services).bind(api);
        new WorkflowStart(vertx, changes, ids, leaving).bind(api);
        new Signals(changes).bind(api);
        new Operations(changes).bind(api);
        new TimeTravel(changes, ids).bind(api);
        new Matching(changes).bind(api);
        new Journals(vertx, services).bind(api);
        new WorkflowStream(vertx, services, leaving).bind(api);
        new Events(changes).bind(api);
        new Approvals(services, log).bind(api);
        new Inventory(services).bind(api);
        api.close();
    }

    private HttpServerOptions options() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                .setMaxInitialLineLength(MAX_TARGET_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setHttp2ClearTextEnabled(false)
                .setHandle100ContinueAutomatically(true)
                // All is written on the event loop; without this each connection keeps a queue of 5 KB for other
                // threads.
                .setStrictThreadMode(true)
                // There are no web sockets here; each connection would have a handler for them in the way of all it
                // reads and writes.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setTcpNoDelay(true);
    }

    private static void route(HttpServerRequest request, Router router) {
        guard(request);
        // The server has told the client to continue; the body handler would tell it a second time.
        request.headers().remove("Expect");
        try {
            RequestTarget.check(request);
        } catch (ProblemException e) {
            e.problem().send(request.response());
            return;
        }
        router.handle(request);
    }

    /** RFC 9111 §5.2.2.5: answers hold what only the caller may see. */
    private static void guard(HttpServerRequest request) {
        request.response().putHeader("Cache-Control", "no-store").putHeader("X-Content-Type-Options", "nosniff");
    }

    /** What cannot be read as HTTP: Vert.x has found out with which status to refuse it. */
    private static void refuse(HttpServerRequest request) {
        guard(request);
        Throwable cause = request.decoderResult().cause();
        int status = cause instanceof TooLongHttpLineException
                ? 414
                : cause instanceof TooLongHttpHeaderException ? 431 : 400;
        Problem.ofStatus(status, "this target")
                .send(request.response())
                .onComplete(sent -> request.connection().close());
    }
}
