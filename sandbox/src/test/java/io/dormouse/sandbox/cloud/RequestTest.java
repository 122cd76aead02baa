package io.dormouse.sandbox.cloud;

import static io.dormouse.sandbox.cloud.DataCentre.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.sandbox.cloud.Client.Reply;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {
    @RegisterExtension
    final DataCentre centre = new DataCentre();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"B6\"",
                "{}",
                "{\"model\":6}",
                "{\"model\":null}",
                "{\"model\":[\"B6\"]}",
                "{\"model\":\"B6\",\"size\":1}",
                "{\"model\":\"B6\",\"model\":\"B4\"}",
                "{\"model\":\"B6\"} {}",
                "{\"model\":\"B6\"",
                "{'model':'B6'}"
            })
    void shouldRefuseABodyThatIsNotAWish(String body) {
        Client client = centre.start(config());

        Reply refused = post(client, "wish-1", "application/json", body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
        assertThat(client.get("/v1/servers").items()).isEmpty();
    }

    @Test
    void shouldRefuseDeepNesting() {
        Reply refused = post(
                centre.start(config()),
                "wish-1",
                "application/json",
                "{\"model\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}");

        assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() {
        Reply refused = post(
                centre.start(config()), "wish-1", "application/json", "{\"model\":\"" + "B".repeat(70_000) + "\"}");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.code()).isEqualTo("REQUEST_TOO_LARGE");
    }

    @Test
    void shouldRefuseABodyOfAnotherType() {
        Reply refused = post(centre.start(config()), "wish-1", "application/x-www-form-urlencoded", "model=B6");

        assertThat(refused.status()).isEqualTo(415);
    }

    @Test
    void shouldTreatOddModelsAsUnknown() {
        Reply refused = post(centre.start(config()), "wish-1", "application/json", "{\"model\":\"\\u0000\\ud800\"}");

        assertThat(refused.code()).isEqualTo("MODEL_UNKNOWN");
    }

    @Nested
    class TheToken {
        @Test
        void shouldTakeThreeHundredCharacters() {
            Client client = centre.start(config());
            String token = ("Az09._:/@+~-" + "x".repeat(300)).substring(0, 300);

            Reply made = client.create("B6", token);

            assertThat(made.status()).isEqualTo(201);
            assertThat(client.get("/v1/servers?token=" + encoded(token)).items())
                    .extracting(item -> item.getString("id"))
                    .containsExactly(made.id());
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "ä", "a\"b", "a,b", "%00", " "})
        void shouldRefuseOtherCharacters(String token) {
            assertThat(centre.start(config()).create("B6", token).code()).isEqualTo("REQUEST_INVALID");
        }

        @Test
        void shouldRefuseOneMoreCharacter() {
            assertThat(centre.start(config()).create("B6", "x".repeat(301)).code())
                    .isEqualTo("REQUEST_INVALID");
        }

        @Test
        void shouldBeThere() {
            Client client = centre.start(config());

            Reply refused =
                    Client.send(client.request("/v1/servers").POST(BodyPublishers.ofString("{\"model\":\"B6\"}")));

            assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
            assertThat(refused.json().getString("detail")).contains("Idempotency-Key");
        }

        @Test
        void shouldBeThereOnce() {
            Client client = centre.start(config());

            Reply refused = Client.send(client.request("/v1/servers")
                    .header("Idempotency-Key", "wish-1")
                    .header("Idempotency-Key", "wish-2")
                    .POST(BodyPublishers.ofString("{\"model\":\"B6\"}")));

            assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
        }
    }

    @Nested
    class TheKey {
        @ParameterizedTest
        @CsvSource({"/v1/servers", "/v1/models", "/v1/servers/srv-1", "/nowhere"})
        void shouldBeRight(String path) {
            Client stranger = new Client(centre.start(config()).port(), "wrong");

            Reply refused = stranger.get(path);

            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.code()).isEqualTo("UNAUTHORIZED");
        }
    }

    @Nested
    class ThePath {
        @ParameterizedTest
        @ValueSource(strings = {"/", "/v1", "/v2/servers", "/v1/servers/srv-1/ports", "/v1/servers/../../etc"})
        void shouldBeOneOfOurs(String path) {
            Reply refused = centre.start(config()).get(path);

            assertThat(refused.status()).isEqualTo(404);
            assertThat(refused.code()).isEqualTo("PATH_UNKNOWN");
            assertThat(refused.type()).isEqualTo("application/problem+json");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"OPTIONS *", "GET v1/servers", "GET /v1/servers/%zz", "GET /v1/servers?limit=%zz", "GET /%"})
        void shouldBeAPath(String line) throws IOException {
            Client client = centre.start(config());
            try (Socket socket = new Socket("127.0.0.1", client.port())) {
                String request = line + " HTTP/1.1\r\nHost: cloud\r\nAuthorization: Bearer " + client.key()
                        + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));

                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 4")
                        .contains("\"code\":");
            }
        }

        @Test
        void shouldKnowTheMethod() {
            Client client = centre.start(config());

            Reply refused = Client.send(client.request("/v1/servers").PUT(BodyPublishers.ofString("{}")));

            assertThat(refused.status()).isEqualTo(405);
            assertThat(refused.code()).isEqualTo("METHOD_NOT_ALLOWED");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "/v1/servers/srv-none",
                    "/v1/servers/%00",
                    "/v1/servers/%F0%9F%92%A4",
                    "/v1/servers/'%20OR%201=1"
                })
        void shouldNameAServerThatThereIs(String path) {
            Client client = centre.start(config());

            assertThat(client.get(path).code()).isEqualTo("SERVER_UNKNOWN");
            assertThat(Client.send(client.request(path).DELETE()).status()).isEqualTo(204);
        }
    }

    @Nested
    class AList {
        @Test
        void shouldComeInPagesOldestFirst() {
            Client client = centre.start(config());
            List<String> made = new ArrayList<>();
            for (int i = 0; i < 5; i++)
                made.add(client.create("B6", "wish-" + i).id());

            Reply first = client.get("/v1/servers?limit=2");
            Reply second =
                    client.get("/v1/servers?limit=2&cursor=" + first.json().getString("next"));
            Reply third =
                    client.get("/v1/servers?limit=2&cursor=" + second.json().getString("next"));

            assertThat(List.of(first, second, third))
                    .flatMap(Reply::items)
                    .extracting(item -> item.getString("id"))
                    .isEqualTo(made);
            assertThat(third.json().containsKey("next")).isTrue();
            assertThat(third.json().getString("next")).isNull();
        }

        @Test
        void shouldBeEmptyForATokenThatMadeNothing() {
            Client client = centre.start(config());
            client.create("B6", "wish-1");

            assertThat(client.get("/v1/servers?token=wish-2").items()).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "limit=0",
                    "limit=1001",
                    "limit=-1",
                    "limit=ten",
                    "limit=99999999999999999999",
                    "cursor=x",
                    "cursor=-5",
                    "token=",
                    "token=%00",
                    "token=%FF",
                    "colour=red",
                    "limit=1&limit=2"
                })
        void shouldRefuseAQueryItDoesNotUnderstand(String query) {
            Reply refused = centre.start(config()).get("/v1/servers?" + query);

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.code()).isEqualTo("REQUEST_INVALID");
        }
    }

    @Test
    void shouldTellWhatThereIsOfEachModel() {
        Client client = centre.start(config().withModels(new Model("B2", 1, 2_048, 9), new Model("B4", 2, 4_096, 5)));
        client.create("B4", "wish-1");

        assertThat(client.get("/v1/models").items())
                .containsExactly(
                        new JsonObject("{\"name\":\"B2\",\"vcpus\":1,\"memoryMib\":2048,\"capacity\":9,\"used\":0}"),
                        new JsonObject("{\"name\":\"B4\",\"vcpus\":2,\"memoryMib\":4096,\"capacity\":5,\"used\":1}"));
    }

    private static Reply post(Client client, String token, String type, String body) {
        return Client.send(client.request("/v1/servers")
                .header("Content-Type", type)
                .header("Idempotency-Key", token)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
