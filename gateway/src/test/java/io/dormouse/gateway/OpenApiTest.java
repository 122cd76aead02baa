package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.dormouse.gateway.audit.AuditLog;
import io.dormouse.gateway.auth.Authentication;
import io.dormouse.gateway.http.Patience;
import io.dormouse.gateway.http.SlowClients;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpenApiTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    @Test
    void shouldDescribeEveryPathAndMethodThatThereIsAndNoOther() throws IOException {
        assertThat(described()).isEqualTo(bound());
    }

    @Test
    void shouldReferOnlyToWhatItDefines() throws IOException {
        JsonNode document = document();

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @Test
    void shouldListEveryQueryParameterThatAPathKnows() throws IOException {
        JsonNode document = document();
        document.at("/paths")
                .properties()
                .forEach(path -> METHODS.stream().filter(path.getValue()::has).forEach(method -> {
                    Set<String> described = new TreeSet<>();
                    path.getValue().path(method).path("parameters").forEach(parameter -> {
                        JsonNode resolved = parameter.has("$ref")
                                ? document.at(parameter.get("$ref").asText().substring(1))
                                : parameter;
                        if (resolved.path("in").asText().equals("query"))
                            described.add(resolved.path("name").asText());
                    });
                    assertThat(described).as(method + " " + path.getKey()).isEqualTo(known(method, path.getKey()));
                }));
    }

    /** The gateway lists what it knows when it is asked with what it does not. */
    private Set<String> known(String method, String path) {
        HttpMethod verb = HttpMethod.valueOf(method.toUpperCase(Locale.ROOT));
        HttpResponse<?> answer = await(gateway.request(verb, path.replaceAll("\\{\\w+}", "x") + "?unheard-of=1")
                .send());
        String detail = answer.bodyAsJsonObject().getString("detail");
        assertThat(detail).startsWith("The query parameter \"unheard-of\" is not known here; ");
        if (detail.endsWith("this path takes none.")) return Set.of();
        return new TreeSet<>(
                Set.of(detail.replaceAll(".*known are (.*)\\.", "$1").split(", ")));
    }

    private JsonNode document() throws IOException {
        HttpResponse<?> answer =
                await(gateway.anonymous(HttpMethod.GET, "/openapi.yaml").send());
        assertThat(answer.getHeader("Content-Type")).isEqualTo("application/yaml");
        return new YAMLMapper().readTree(answer.bodyAsString());
    }

    private Map<String, Set<String>> described() throws IOException {
        Map<String, Set<String>> methods = new TreeMap<>();
        document()
                .at("/paths")
                .properties()
                .forEach(path -> methods.put(
                        path.getKey().replaceAll("\\{\\w+}", "{}"),
                        METHODS.stream()
                                .filter(path.getValue()::has)
                                .map(method -> method.toUpperCase(Locale.ROOT))
                                .collect(Collectors.toSet())));
        return methods;
    }

    private Map<String, Set<String>> bound() {
        Vertx vertx = gateway.vertx;
        Api api = new Api(
                Router.router(vertx), new Authentication(gateway.tokens), new SlowClients(vertx, Patience.DEFAULT));
        Gateway.bind(
                api,
                vertx,
                new Services(vertx),
                new AuditLog(vertx, gateway.database),
                new Answers(vertx, gateway.database),
                new Leaving());
        Map<String, Set<String>> methods = new TreeMap<>();
        api.methods()
                .forEach((path, verbs) -> methods.put(
                        path.replace(":any", "{}"),
                        verbs.stream().filter(verb -> !verb.equals("HEAD")).collect(Collectors.toSet())));
        return methods;
    }
}
