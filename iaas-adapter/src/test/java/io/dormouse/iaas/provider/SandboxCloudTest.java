package io.dormouse.iaas.provider;

import static io.dormouse.iaas.Await.failure;
import static io.dormouse.iaas.Await.result;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.ContractException;
import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.iaas.IaasFailure;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.host.ServiceVertx;
import io.dormouse.iaas.CloudLab;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxCloudTest {
    private static final CloudLab LAB = new CloudLab();
    private static final Vertx VERTX = ServiceVertx.alone();

    @BeforeAll
    static void open() {
        LAB.open(Duration.ofHours(1));
    }

    @AfterAll
    static void end() {
        LAB.end();
        result(VERTX.close());
    }

    @Test
    void shouldGiveTheSameServerForTheSameToken() {
        SandboxCloud cloud = cloud(LAB.url(), CloudLab.KEY);

        Server made = result(cloud.create("B6", "token-1"));

        assertThat(made.state()).isEqualTo("BOOTING");
        assertThat(result(cloud.create("B6", "token-1"))).isEqualTo(made);
        assertThat(result(cloud.findByToken("token-1"))).containsExactly(made);
        assertThat(result(cloud.get(made.id()))).isEqualTo(made);
        assertThat(result(cloud.findByToken("token-2"))).isEmpty();
    }

    @Nested
    class WhenItRefuses {
        @Test
        void shouldSayThatTheAccountHasAllItMayHave() {
            SandboxCloud cloud = cloud(LAB.url(), CloudLab.POOR_KEY);
            result(cloud.create("B6", "token-1"));

            assertFails(cloud.create("B6", "token-2"), IaasFailure.QUOTA_EXCEEDED, "little");
        }

        @Test
        void shouldSayThatTheServerOfATokenIsGone() {
            SandboxCloud cloud = cloud(LAB.url(), CloudLab.KEY);
            Server made = result(cloud.create("B6", "gone-1"));
            result(cloud.delete(made.id()));
            result(cloud.delete(made.id()));

            assertFails(cloud.create("B6", "gone-1"), IaasFailure.REQUEST_REFUSED, made.id());
            assertFails(cloud.get(made.id()), IaasFailure.SERVER_UNKNOWN, made.id());
        }

        @Test
        void shouldSayThatATokenHasAnotherModel() {
            SandboxCloud cloud = cloud(LAB.url(), CloudLab.KEY);
            result(cloud.create("B6", "other-1"));

            assertFails(cloud.create("RARE", "other-1"), IaasFailure.REQUEST_REFUSED, "RARE");
        }

        @Test
        void shouldPassOnItsWordsAboutACursor() {
            assertFails(
                    cloud(LAB.url(), CloudLab.KEY).list(10, Optional.of("nonsense")),
                    IaasFailure.REQUEST_REFUSED,
                    "nonsense");
        }

        @ParameterizedTest
        @CsvSource({"../models", "a/b", "%2e%2e", "srv 1?x=y#z"})
        void shouldNotLetAnIdLeaveItsPlaceInThePath(String id) {
            assertFails(cloud(LAB.url(), CloudLab.KEY).get(id), IaasFailure.SERVER_UNKNOWN, "no server");
        }
    }

    @Nested
    class WhenItIsNotWell {
        @Test
        void shouldBeUnavailableWithAWrongKey() {
            assertFails(cloud(LAB.url(), "wrong").get("srv-1"), CallFailure.UNAVAILABLE, "401 UNAUTHORIZED");
        }

        @Test
        void shouldBeUnavailableWhenNobodyListens() {
            HttpServer server = result(
                    VERTX.createHttpServer().requestHandler(request -> {}).listen(0, "127.0.0.1"));
            result(server.close());

            assertFails(
                    cloud(url(server), CloudLab.KEY).get("srv-1"),
                    CallFailure.UNAVAILABLE,
                    "did not read server srv-1");
        }

        @Test
        void shouldBeUnavailableWhenItDoesNotAnswer() {
            HttpServer server = result(
                    VERTX.createHttpServer().requestHandler(request -> {}).listen(0, "127.0.0.1"));

            assertFails(
                    cloud(url(server), CloudLab.KEY).create("B6", "token-1"),
                    CallFailure.UNAVAILABLE,
                    "did not create a server");
        }

        @ParameterizedTest
        @CsvSource(
                quoteCharacter = '`',
                value = {
                    "500, `{}`, answers 500",
                    "503, `{\"code\":\"UNAVAILABLE\",\"detail\":\"later\"}`, later",
                    "502, <html>bad gateway</html>, not JSON",
                    "200, <html>welcome</html>, not JSON",
                    "200, `[]`, not JSON",
                    "200, `{\"id\":\"srv-1\"}`, did not read server srv-1",
                    "200, `{\"id\":7,\"model\":[],\"createdAt\":\"yesterday\"}`, did not read server srv-1",
                    "404, `{\"code\":\"PATH_UNKNOWN\"}`, answers 404 PATH_UNKNOWN",
                    "302, ``, answers 302"
                })
        void shouldBeUnavailableWhenItIsNotToBeUnderstood(int status, String body, String word) {
            HttpServer server = result(VERTX.createHttpServer()
                    .requestHandler(
                            request -> request.response().setStatusCode(status).end(body))
                    .listen(0, "127.0.0.1"));

            assertFails(cloud(url(server), CloudLab.KEY).get("srv-1"), CallFailure.UNAVAILABLE, word);
        }
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static SandboxCloud cloud(URI url, String key) {
        return new SandboxCloud(VERTX, url, key, Duration.ofSeconds(5));
    }

    private static void assertFails(Future<?> answer, FailureCode code, String word) {
        assertThat(failure(answer)).isInstanceOfSatisfying(ContractException.class, failed -> {
            assertThat(failed.failure()).as(failed.getMessage()).isEqualTo(code);
            assertThat(failed).hasMessageContaining(word);
        });
    }
}
