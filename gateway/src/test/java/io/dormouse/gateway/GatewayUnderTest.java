package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;

import io.dormouse.gateway.auth.Tokens;
import io.dormouse.gateway.bridge.BridgeConfig;
import io.dormouse.gateway.http.Patience;
import io.dormouse.host.Database;
import io.dormouse.host.ServiceVertx;
import io.dormouse.postgres.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A gateway with a database of its own and fake services behind it, and a client of it. */
final class GatewayUnderTest {
    static final String ADA = "ada-token";
    static final String VISITOR = "visitor-token";

    private static final class Shared {
        static final GatewayUnderTest INSTANCE = start(Patience.DEFAULT, BridgeConfig.at("127.0.0.1", 0));
    }

    final Vertx vertx = ServiceVertx.alone();
    final FakeWorkflows workflows = new FakeWorkflows();
    final FakeServices services = new FakeServices();
    final Database database;
    final Pool rows;
    final Path tokensFile;
    final Tokens tokens;
    final int port;
    final int bridgePort;
    private final WebClient client;

    private GatewayUnderTest(Patience patience, Optional<BridgeConfig> bridge) {
        EmbeddedDatabase.Schema schema = EmbeddedDatabase.shared().freshSchema("gateway");
        database = new Database(
                schema.host(), schema.port(), schema.database(), schema.schema(), schema.user(), schema.password());
        rows = database.pool(vertx, 2);
        Path file = newTokensFile();
        tokensFile = file;
        tokens = read(file);
        Gateway gateway = new Gateway(new GatewayConfig("127.0.0.1", 0, file, database, patience, bridge));
        await(vertx.deployVerticle(gateway));
        port = gateway.port();
        bridgePort = gateway.bridgePort().orElse(0);
        client = WebClient.create(
                vertx, new WebClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port));
    }

    /** One for all tests that leave it as they find it; what was called before is forgotten. */
    static GatewayUnderTest shared() {
        Shared.INSTANCE.workflows.reset();
        Shared.INSTANCE.services.reset();
        return Shared.INSTANCE;
    }

    static GatewayUnderTest start(Patience patience) {
        return serving(new GatewayUnderTest(patience, Optional.empty()));
    }

    static GatewayUnderTest start(Patience patience, BridgeConfig bridge) {
        return serving(new GatewayUnderTest(patience, Optional.of(bridge)));
    }

    private static GatewayUnderTest serving(GatewayUnderTest gateway) {
        await(gateway.workflows.bind(gateway.vertx));
        await(gateway.services.bind(gateway.vertx));
        return gateway;
    }

    static GatewayUnderTest startWithoutServices() {
        return new GatewayUnderTest(Patience.DEFAULT, Optional.empty());
    }

    void stop() {
        await(vertx.close());
    }

    HttpResponse<Buffer> get(String target) {
        return await(request(HttpMethod.GET, target).send());
    }

    HttpResponse<Buffer> post(String target, String json) {
        return await(posting(target).sendBuffer(Buffer.buffer(json)));
    }

    HttpRequest<Buffer> posting(String target) {
        return request(HttpMethod.POST, target).putHeader("Content-Type", "application/json");
    }

    HttpRequest<Buffer> request(HttpMethod method, String target) {
        return client.request(method, target).bearerTokenAuthentication(ADA);
    }

    HttpRequest<Buffer> anonymous(HttpMethod method, String target) {
        return client.request(method, target);
    }

    List<JsonObject> audited(String target) {
        String query = "SELECT actor, source_address, action, target, detail FROM audit WHERE target = '%s' ORDER BY id"
                .formatted(target);
        return await(rows.query(query).mapping(row -> row.toJson()).execute().map(set -> {
            List<JsonObject> list = new ArrayList<>();
            set.forEach(list::add);
            return list;
        }));
    }

    private static Tokens read(Path file) {
        try {
            return Tokens.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newTokensFile() {
        try {
            Path file = Files.createTempFile("tokens", ".txt");
            file.toFile().deleteOnExit();
            return Files.writeString(
                    file,
                    "# who may call\n%s\n\n%s\n"
                            .formatted(
                                    Tokens.line("ada", List.of("sre", "dev"), ADA),
                                    Tokens.line("visitor", List.of(), VISITOR)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
