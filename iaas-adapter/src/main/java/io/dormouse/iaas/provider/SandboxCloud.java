package io.dormouse.iaas.provider;

import io.dormouse.adapter.Guarantee;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.iaas.ServerPage;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.uritemplate.UriTemplate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The cloud of the sandbox, over its HTTP API as any stranger would use it. It knows client tokens: a repeated order is the same
 * server, for ever.
 */
public final class SandboxCloud implements CloudProvider {
    private static final int CONNECTIONS = 32;
    /** Shorter than the cloud keeps an idle connection (60 s), so that no request goes into one that it is closing. */
    private static final int IDLE_SECONDS = 30;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._:/@+~-]{1,300}");
    private static final UriTemplate SERVERS = UriTemplate.of("{+base}/v1/servers{?token,limit,cursor}");
    private static final UriTemplate SERVER = UriTemplate.of("{+base}/v1/servers/{id}");

    private final WebClient client;
    private final String base;
    private final String apiKey;
    private final Duration requestTimeout;

    /**
     * A client of one account.
     *
     * @param url where the API is: {@code http://127.0.0.1:8085}
     * @param requestTimeout after which a request without an answer is given up
     */
    public SandboxCloud(Vertx vertx, URI url, String apiKey, Duration requestTimeout) {
        WebClientOptions options =
                new WebClientOptions().setFollowRedirects(false).setUserAgent("dormouse");
        options.setKeepAliveTimeout(IDLE_SECONDS);
        this.client = WebClient.create(vertx, options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
        this.base = url.toString().replaceAll("/+$", "");
        this.apiKey = apiKey;
        this.requestTimeout = requestTimeout;
    }

    @Override
    public Guarantee guarantee() {
        return Guarantee.IDEMPOTENT_BY_TOKEN;
    }

    @Override
    public Future<Server> create(String model, String token) {
        HttpRequest<Buffer> request = request(HttpMethod.POST, SERVERS).putHeader("Idempotency-Key", tokenOf(token));
        return answered(
                "create a server", request.sendJsonObject(new JsonObject().put("model", model)), SandboxCloud::server);
    }

    @Override
    public Future<List<Server>> findByToken(String token) {
        HttpRequest<Buffer> request = request(HttpMethod.GET, SERVERS).setTemplateParam("token", tokenOf(token));
        return answered("look up a token", request.send(), SandboxCloud::servers);
    }

    @Override
    public Future<Server> get(String id) {
        return answered(
                "read server " + id,
                request(HttpMethod.GET, SERVER).setTemplateParam("id", id).send(),
                SandboxCloud::server);
    }

    @Override
    public Future<Void> delete(String id) {
        return answered(
                        "delete server " + id,
                        request(HttpMethod.DELETE, SERVER)
                                .setTemplateParam("id", id)
                                .send(),
                        nothing -> nothing)
                .mapEmpty();
    }

    @Override
    public Future<ServerPage> list(int limit, Optional<String> cursor) {
        HttpRequest<Buffer> request = request(HttpMethod.GET, SERVERS).setTemplateParam("limit", String.valueOf(limit));
        cursor.ifPresent(value -> request.setTemplateParam("cursor", value));
        return answered(
                "list servers",
                request.send(),
                page -> new ServerPage(servers(page), Optional.ofNullable(page.getString("next"))));
    }

    @Override
    public void close() {
        client.close();
    }

    private HttpRequest<Buffer> request(HttpMethod method, UriTemplate path) {
        return client.requestAbs(method, path)
                .setTemplateParam("base", base)
                .bearerTokenAuthentication(apiKey)
                .connectTimeout(requestTimeout.toMillis() / 2)
                .idleTimeout(requestTimeout.toMillis() / 2);
    }

    /** What a good answer says, or the failure that the cloud, or the way to it, has. */
    private <T> Future<T> answered(
            String what, Future<HttpResponse<Buffer>> response, Function<JsonObject, T> meaning) {
        return response.map(answer -> meaning.apply(CloudAnswer.json(what, answer.statusCode(), answer.bodyAsBuffer())))
                .recover(failure -> Future.failedFuture(CloudAnswer.typed(what, base, failure)));
    }

    private static List<Server> servers(JsonObject page) {
        JsonArray items = page.getJsonArray("items");
        return items.stream()
                .map(JsonObject.class::cast)
                .map(SandboxCloud::server)
                .toList();
    }

    private static Server server(JsonObject json) {
        return new Server(
                json.getString("id"),
                json.getString("model"),
                json.getString("address"),
                json.getString("state"),
                Instant.parse(json.getString("createdAt")).truncatedTo(ChronoUnit.MICROS));
    }

    /** The key of a call, or a digest of one that the cloud would not take as a token. */
    private static String tokenOf(String key) {
        if (TOKEN.matcher(key).matches()) return key;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
