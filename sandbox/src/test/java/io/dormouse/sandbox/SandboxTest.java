package io.dormouse.sandbox;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.dormouse.sandbox.cloud.CloudConfig;
import io.dormouse.sandbox.dns.NameServerConfig;
import io.dormouse.sandbox.machine.MachinesConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.BindException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    private static final String API_KEY = "key-1";

    private final Vertx vertx = ServiceVertx.alone();
    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path keys;

    @SuppressWarnings("NullAway.Init")
    SandboxConfig config;

    @BeforeEach
    void configure() throws GeneralSecurityException {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("sandbox");
        KeyPair login = KeyUtils.generateKeyPair(KeyPairProvider.SSH_ED25519, 256);
        config = new SandboxConfig(
                new Database(
                        schema.host(),
                        schema.port(),
                        schema.database(),
                        schema.schema(),
                        schema.user(),
                        schema.password()),
                CloudConfig.standard(API_KEY).withBootTime(Duration.ofMillis(1)),
                new MachinesConfig(0, 0, keys, PublicKeyEntry.toString(login.getPublic())),
                new NameServerConfig(
                        "127.0.0.1",
                        0,
                        List.of("demo.test"),
                        "key.demo.test",
                        "c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I="));
    }

    @AfterEach
    void end() {
        result(vertx.close());
    }

    @Test
    void shouldMakeServersThatListen() throws Exception {
        Sandbox sandbox = deployed(config);

        JsonObject server = running(sandbox, create(sandbox));

        assertThat(sandbox.namesPort()).isPositive();
        assertThat(pageOf(sandbox, server))
                .isEqualTo(
                        new JsonObject().put("server", server.getString("id")).putNull("release"));
    }

    @Test
    void shouldHaveItsServersListenAgainWhenItIsRestarted() throws Exception {
        Sandbox before = new Sandbox(config);
        String deployment = result(vertx.deployVerticle(before));
        JsonObject server = running(before, create(before));
        result(vertx.undeploy(deployment));

        Sandbox after = deployed(config);

        assertThat(get(after, "/v1/servers/" + server.getString("id"))).isEqualTo(server);
        assertThat(pageOf(after, server).getString("server")).isEqualTo(server.getString("id"));
    }

    @Test
    void shouldLeaveNothingOpenWhenItCannotStart() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0)) {
            SandboxConfig taken = new SandboxConfig(
                    config.database(),
                    config.cloud().withPort(stranger.getLocalPort()),
                    config.machines(),
                    config.names());
            assertThatThrownBy(() -> result(vertx.deployVerticle(new Sandbox(taken))))
                    .hasRootCauseInstanceOf(BindException.class);
        }
        assertThat(deployed(config).cloudPort()).isPositive();
    }

    private Sandbox deployed(SandboxConfig config) {
        Sandbox sandbox = new Sandbox(config);
        result(vertx.deployVerticle(sandbox));
        return sandbox;
    }

    private String create(Sandbox sandbox) throws Exception {
        return send(request(sandbox, "/v1/servers")
                        .header("Idempotency-Key", "wish-1")
                        .POST(BodyPublishers.ofString("{\"model\":\"B6\"}")))
                .getString("id");
    }

    private JsonObject running(Sandbox sandbox, String id) throws Exception {
        Instant deadline = Instant.now().plusSeconds(20);
        JsonObject server = get(sandbox, "/v1/servers/" + id);
        while (!server.getString("state").equals("RUNNING")) {
            assertThat(Instant.now()).as("%s", server).isBefore(deadline);
            server = get(sandbox, "/v1/servers/" + id);
        }
        return server;
    }

    private JsonObject pageOf(Sandbox sandbox, JsonObject server) throws Exception {
        int port =
                sandbox.machines().portsOf(server.getString("id")).orElseThrow().http();
        return send(HttpRequest.newBuilder(URI.create("http://%s:%d/".formatted(server.getString("address"), port))));
    }

    private JsonObject get(Sandbox sandbox, String path) throws Exception {
        return send(request(sandbox, path));
    }

    private static HttpRequest.Builder request(Sandbox sandbox, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sandbox.cloudPort() + path))
                .header("Authorization", "Bearer " + API_KEY);
    }

    private JsonObject send(HttpRequest.Builder request) throws Exception {
        return new JsonObject(http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString())
                .body());
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(20, SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
