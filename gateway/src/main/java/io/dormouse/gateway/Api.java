package io.dormouse.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.dormouse.contracts.Payload;
import io.dormouse.gateway.auth.Authentication;
import io.dormouse.gateway.auth.Caller;
import io.dormouse.gateway.http.MediaTypes;
import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.Query;
import io.dormouse.gateway.http.Reply;
import io.dormouse.gateway.http.SlowClients;
import io.dormouse.gateway.http.StreamedAnswer;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Binds operations to paths, and does for each what all have in common: the token, the media types, the parameters, the body,
 * the answer, the refusal. {@link #close} comes after the last one.
 */
final class Api {
    private static final String CALLER = Caller.class.getName();
    private static final int COLLECTED_IN = 1_024;

    private final Router router;
    private final SlowClients clients;
    private final TreeMap<String, TreeSet<String>> methods = new TreeMap<>();

    /** Answers a request; may throw. */
    interface Operation {
        Future<Reply> answer(Exchange exchange);
    }

    /** Answers a request piece by piece; may throw. Completes when all is written. */
    interface Streaming {
        Future<Void> answer(Exchange exchange, StreamedAnswer answer);
    }

    Api(Router router, Authentication authentication, SlowClients clients) {
        this.router = router;
        this.clients = clients;
        router.route().failureHandler(Api::refuse);
        for (int status : new int[] {400, 404}) router.errorHandler(status, Api::refuse);
        router.route("/api/*").handler(context -> {
            context.put(CALLER, authentication.caller(context.request()));
            context.next();
        });
    }

    /** A read that needs no token. */
    Api open(String path, Handler<RoutingContext> handler) {
        reading(path).handler(context -> {
            clients.received(context.request());
            Query.parse(context.request().query(), List.of());
            handler.handle(context);
        });
        return this;
    }

    /** A read, with the query parameters that it knows. */
    Api get(String path, List<String> parameters, Operation operation) {
        reading(path).handler(context -> run(context, parameters, operation));
        return this;
    }

    /** A read whose answer has no known length, with the query parameters that it knows. */
    Api stream(String path, List<String> parameters, String mediaType, Streaming operation) {
        reading(path).handler(context -> {
            StreamedAnswer answer = new StreamedAnswer(context.request(), clients, mediaType);
            operation.answer(exchange(context, parameters, mediaType), answer).onFailure(failure -> {
                if (!answer.breakOff()) context.fail(failure);
            });
        });
        return this;
    }

    /** A change, with the query parameters that it knows. */
    Api post(String path, List<String> parameters, Operation operation) {
        route(path, HttpMethod.POST).handler(context -> {
            MediaTypes.checkContentType(context.request());
            context.next();
        });
        router.route(HttpMethod.POST, path)
                .handler(BodyHandler.create(false).setBodyLimit(Payload.MAX_BYTES))
                .handler(Api::keepNoMoreThanCame)
                .handler(context -> run(context, parameters, operation));
        return this;
    }

    /** The body handler collects in a buffer of a kilobyte, and a body is kept until its answer has left, which may take minutes. */
    private static void keepNoMoreThanCame(RoutingContext context) {
        Buffer body = context.body().buffer();
        if (body != null && body.length() < COLLECTED_IN / 2) {
            ((RoutingContextInternal) context).setBody(Buffer.buffer(body.getBytes()));
        }
        context.next();
    }

    /** Other methods on these paths get 405 and the list of those that there are. */
    void close() {
        methods.forEach((path, allowed) -> router.route(numbered(path)).handler(context -> {
            String method = context.request().method().name();
            throw Problem.methodNotAllowed(method, context.normalizedPath(), String.join(", ", allowed))
                    .exception();
        }));
    }

    /** The methods of each path; what is variable in it is called {@code :any}. */
    Map<String, TreeSet<String>> methods() {
        return methods;
    }

    /** The router wants each variable to have a name of its own. */
    private static String numbered(String path) {
        AtomicInteger number = new AtomicInteger();
        return Pattern.compile(":any").matcher(path).replaceAll(any -> ":any" + number.incrementAndGet());
    }

    /** RFC 9110 §9.3.2: HEAD is GET without the body, which the server leaves out by itself. */
    private Route reading(String path) {
        note(path, HttpMethod.HEAD);
        return route(path, HttpMethod.GET).method(HttpMethod.HEAD);
    }

    private Route route(String path, HttpMethod method) {
        note(path, method);
        return router.route(method, path);
    }

    private void note(String path, HttpMethod method) {
        String key = path.replaceAll(":\\w+", ":any");
        methods.computeIfAbsent(key, first -> new TreeSet<>()).add(method.name());
    }

    private void run(RoutingContext context, List<String> parameters, Operation operation) {
        operation
                .answer(exchange(context, parameters, Reply.MEDIA_TYPE))
                .onComplete(reply -> send(context, reply), context::fail);
    }

    private Exchange exchange(RoutingContext context, List<String> parameters, String mediaType) {
        clients.received(context.request());
        MediaTypes.checkAccept(context, mediaType);
        Query query = Query.parse(context.request().query(), parameters);
        Caller caller = context.get(CALLER);
        return new Exchange(context, caller, query);
    }

    /** Answers, or refuses with what is wrong with the answer. */
    static void send(RoutingContext context, Reply reply) {
        try {
            reply.send(context.response());
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }

    private static void refuse(RoutingContext context) {
        Throwable failure = context.failure();
        Problem problem = failure == null || context.statusCode() >= 400 && context.statusCode() != 500
                ? Problem.ofStatus(
                        Math.max(context.statusCode(), 400),
                        String.valueOf(context.request().path()))
                : FailureMapper.problem(failure);
        problem.send(context.response());
    }
}
