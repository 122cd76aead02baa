package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.gateway.auth.Tokens;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    @Nested
    class ARequest {
        private final GatewayUnderTest gateway = GatewayUnderTest.shared();
        private final HttpRequest<Buffer> request = gateway.anonymous(HttpMethod.GET, "/api/v1/definitions");

        @Test
        void shouldBeRefusedWithoutAToken() {
            HttpResponse<Buffer> answer = await(request.send());

            Problems.assertProblem(answer, 401, "UNAUTHENTICATED");
            assertThat(answer.getHeader("WWW-Authenticate")).isEqualTo("Bearer realm=\"dormouse\"");
        }

        @Test
        void shouldBeRefusedWithATokenThatNobodyHas() {
            HttpResponse<Buffer> answer = await(request.bearerTokenAuthentication(GatewayUnderTest.ADA + "x")
                    .send());

            Problems.assertProblem(answer, 401, "UNAUTHENTICATED");
            assertThat(answer.getHeader("WWW-Authenticate"))
                    .isEqualTo("Bearer realm=\"dormouse\", error=\"invalid_token\"");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "Bearer",
                    "Bearer ",
                    "Basic YWRhOmFkYQ==",
                    "ada-token",
                    "Bearer ada-token, Bearer x",
                    "Bearer \u00e4"
                })
        void shouldBeRefusedWhenTheHeaderIsNotABearerToken(String header) {
            Problems.assertProblem(
                    await(request.putHeader("Authorization", header).send()), 401, "UNAUTHENTICATED");
        }

        @Test
        void shouldBeRefusedWithTwoTokens() {
            HttpResponse<Buffer> answer =
                    await(request.putHeader("Authorization", List.of("Bearer ada-token", "Bearer visitor-token"))
                            .send());

            Problems.assertProblem(answer, 401, "UNAUTHENTICATED");
        }

        @Test
        void shouldPassWhateverTheCaseOfTheScheme() {
            assertThat(await(request.putHeader("Authorization", "bEARER ada-token")
                                    .send())
                            .statusCode())
                    .isEqualTo(200);
        }

        @Test
        void shouldNotLearnWithoutATokenWhichPathsThereAre() {
            Problems.assertProblem(
                    await(gateway.anonymous(HttpMethod.GET, "/api/v1/nothing").send()), 401, "UNAUTHENTICATED");
            Problems.assertProblem(
                    await(gateway.anonymous(HttpMethod.DELETE, "/api/v1/workflows")
                            .send()),
                    401,
                    "UNAUTHENTICATED");
        }
    }

    @Nested
    class ATokensFile {
        @TempDir
        Path folder;

        @Test
        void shouldSayWhoHasATokenAndInWhichGroups() throws IOException {
            Tokens tokens = Tokens.read(file("# people\n\n" + Tokens.line("ada", List.of("sre", "dev"), "t1") + "\n"
                    + Tokens.line("root", List.of("*"), "t2")));

            assertThat(tokens.caller("t1").orElseThrow().groups()).containsExactly("sre", "dev");
            assertThat(tokens.caller("t2").orElseThrow().name()).isEqualTo("root");
            assertThat(tokens.caller("t3")).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"ada", "ada:sre:00", "a b:sre:%s", ":sre:%s", "ada:s r:%s", "ada:,:%s", "ada:sre:%s0"})
        void shouldNameTheLineThatIsWrong(String line) throws IOException {
            Path file = file("# comment\n" + line.formatted("0".repeat(64)));

            assertThatThrownBy(() -> Tokens.read(file))
                    .hasMessage("%s, line 2 is not name:groups:sha256; correct it", file);
        }

        @Test
        void shouldHoldAToken() throws IOException {
            Path file = file("# nobody\n");

            assertThatThrownBy(() -> Tokens.read(file)).hasMessageContaining("holds no token");
        }

        private Path file(String content) throws IOException {
            return Files.writeString(folder.resolve("tokens"), content);
        }
    }
}
