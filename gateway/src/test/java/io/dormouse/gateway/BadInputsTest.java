package io.dormouse.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused before any service is asked, and with which words. */
class BadInputsTest {
    private static final String START = "/api/v1/workflows/provision-server";
    private static final String DEEP = "[".repeat(101) + "]".repeat(101);

    private final GatewayUnderTest gateway = GatewayUnderTest.shared();

    /** @param says a part of the sentence */
    record Case(String name, int status, String says, String request) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"targets", "queries", "bodies", "headers"})
    void shouldBeRefused(Case bad) {
        RawHttp.Said said = RawHttp.send(gateway.port, bad.request());

        assertThat(said.status()).as(said.text()).contains(bad.status());
        assertThat(said.text().toLowerCase(Locale.ROOT)).contains("content-type: application/problem+json");
        assertThat(new JsonObject(said.body()).getString("detail")).contains(bad.says());
        assertThat(gateway.workflows.calls).isEmpty();
        assertThat(gateway.services.calls).isEmpty();
    }

    static Stream<Case> targets() {
        return Stream.of(
                get("an unknown path", 404, "nothing at /api/v1/nothing", "/api/v1/nothing"),
                get("an unknown path outside the API", 404, "nothing at /admin", "/admin"),
                get("the root", 404, "nothing at /", "/"),
                get("an empty id", 404, "nothing at", "/api/v1/workflows/"),
                get("an empty id before more", 404, "nothing at", "/api/v1/workflows//journal"),
                get("dots", 404, "nothing at", "/api/v1/workflows/.."),
                get("encoded dots", 404, "nothing at", "/api/v1/workflows/%2e%2E/servers"),
                get("a lone %", 400, "% that two hexadecimal digits do not follow", "/api/v1/workflows/100%"),
                get("a % without digits", 400, "% that two hexadecimal digits do not follow", "/api/v1/workflows/%zz"),
                get("percent-encoded bytes that are no UTF-8", 400, "not from UTF-8", "/api/v1/workflows/%ff"),
                get("an encoded surrogate", 400, "not from UTF-8", "/api/v1/workflows/%ED%A0%80"),
                get("an overlong encoding", 400, "not from UTF-8", "/api/v1/workflows/%C0%AF"),
                get("NUL in an id", 400, "NUL", "/api/v1/workflows/a%00b"),
                get("raw UTF-8", 400, "must be percent-encoded", "/api/v1/workflows/ä"),
                get("a later feature", 404, "nothing at", "/api/v1/quotas"),
                new Case(
                        "an operation that nobody knows",
                        404,
                        "nothing at",
                        post("/api/v1/workflows/x/levitate", "{}")),
                new Case(
                        "reading an operation", 405, "allowed: POST", head("GET", "/api/v1/workflows/x/fork") + "\r\n"),
                new Case("writing journals", 405, "allowed: GET, HEAD", post("/api/v1/journals", "{}")),
                new Case("a star", 404, "nothing at", head("OPTIONS", "*") + "\r\n"),
                new Case("another host's authority", 404, "nothing at", head("CONNECT", "example.com:80") + "\r\n"),
                new Case(
                        "a method that is not there",
                        405,
                        "allowed: GET, HEAD",
                        head("DELETE", "/api/v1/servers") + "\r\n"),
                new Case("a method that nobody knows", 405, "allowed: GET, HEAD, POST", head("FROB", START) + "\r\n"),
                new Case("reading where one writes", 405, "allowed: POST", head("GET", "/api/v1/events/x") + "\r\n"),
                new Case("writing where one reads", 405, "allowed: GET, HEAD", post("/healthz", "{}")),
                get("a target that is too long", 414, "longer than 8 KiB", "/api/v1/workflows/" + "x".repeat(9_000)));
    }

    static Stream<Case> queries() {
        return Stream.of(
                get(
                        "an unknown parameter",
                        400,
                        "\"x\" is not known here; known are limit, cursor",
                        "/api/v1/servers?x=1"),
                get("a parameter where there is none", 400, "this path takes none", "/api/v1/dns/demo.test?limit=1"),
                get("a parameter of a health path", 400, "this path takes none", "/healthz?verbose"),
                get("a parameter twice", 400, "given twice", "/api/v1/servers?limit=1&limit=2"),
                get("a parameter without a value", 400, "is empty", "/api/v1/servers?limit"),
                get("an empty parameter", 400, "is empty", "/api/v1/servers?cursor="),
                get("no limit at all", 400, "from 1 to 1000", "/api/v1/servers?limit=0"),
                get("a limit too high", 400, "from 1 to 1000", "/api/v1/servers?limit=1001"),
                get("a limit beyond all numbers", 400, "from 1 to 1000", "/api/v1/servers?limit=99999999999999999999"),
                get("a limit of other digits", 400, "from 1 to 1000", "/api/v1/servers?limit=%D9%A1"),
                get("a bad encoding", 400, "", "/api/v1/servers?cursor=%zz"),
                get("no UTF-8", 400, "not from UTF-8", "/api/v1/servers?cursor=%ff"),
                get("NUL", 400, "NUL", "/api/v1/servers?cursor=%00"),
                get("a tag without a colon", 400, "a name, a colon and a value", "/api/v1/workflows?tag=team"),
                get("a tag without a name", 400, "needs a name and a value", "/api/v1/workflows?tag=:sre"),
                get("a tag without a value", 400, "needs a name and a value", "/api/v1/workflows?tag=team:"),
                get("a tag that is too long", 400, "1 to 100 characters", "/api/v1/workflows?tag=a:" + "x".repeat(101)),
                get("a tag twice", 400, "is given twice", "/api/v1/workflows?tag=a:b&tag=a:c"),
                get("too many tags", 400, "more than 20 tags", "/api/v1/workflows?" + manyTags()),
                get("NUL in a tag", 400, "NUL", "/api/v1/workflows?tag=a:%00"),
                get("a run that is none", 400, "whole number from 0", "/api/v1/workflows/x/journal?run=latest"),
                get("a flag that is none", 400, "must be true or false", "/api/v1/journals?unfinished=yes"),
                get("an empty id among ids", 400, "is empty", "/api/v1/journals?id=a&id="),
                new Case("a signal without a name", 400, "is empty", post(START + "?signal=", "{\"input\":1}")),
                new Case(
                        "a signal whose name is too long",
                        400,
                        "longer than 300 characters",
                        post(START + "?signal=" + "s".repeat(301), "{\"input\":1}")),
                new Case("a version below 1", 400, "whole number from 1", post(START + "?version=0", "{}")),
                new Case("a version that is none", 400, "whole number from 1", post(START + "?version=latest", "{}")),
                new Case("a wait without a unit", 400, "such as 500ms, 10s or 1m", post(START + "?wait=10", "{}")),
                new Case("a wait that is too long", 400, "at most 5m", post(START + "?wait=301s", "{}")),
                new Case("a wait below nothing", 400, "such as 500ms", post(START + "?wait=-1s", "{}")));
    }

    static Stream<Case> bodies() {
        return Stream.of(
                new Case("no body", 400, "is empty", post(START, "")),
                new Case("blanks", 400, "is empty", post(START, "  \n")),
                new Case("broken JSON", 400, "not valid JSON", post(START, "{\"a\":")),
                new Case("something after the JSON", 400, "more than one JSON value", post(START, "{} {}")),
                new Case("a comment", 400, "not valid JSON", post(START, "{/* hi */}")),
                new Case("NaN", 400, "not valid JSON", post(START, "{\"a\":NaN}")),
                new Case("NUL as it is", 400, "NUL", post(START, "{\"a\":\"\0\"}")),
                new Case("NUL escaped", 400, "NUL", post(START, "{\"a\":\"\\u0000\"}")),
                new Case("NUL in a name", 400, "NUL", post(START, "{\"\\u0000\":1}")),
                new Case("half a surrogate pair", 400, "half a surrogate pair", post(START, "{\"a\":\"\\ud800\"}")),
                new Case("the other half", 400, "half a surrogate pair", post(START, "{\"a\":\"\\udc00x\"}")),
                new Case("a name twice", 400, "Duplicate field 'a'", post(START, "{\"a\":1,\"a\":2}")),
                new Case(
                        "a name twice, deep inside",
                        400,
                        "Duplicate field 'b'",
                        post(START, "[{\"a\":{\"b\":1,\"b\":1}}]")),
                new Case("deep nesting", 400, "nested deeper than 100 levels", post(START, DEEP)),
                new Case("a number that no double holds", 400, "too large or too small", post(START, "{\"a\":1e400}")),
                new Case(
                        "a number next to nothing", 400, "too large or too small", post(START, "{\"a\":1e-999999999}")),
                new Case("an exponent that is none", 400, "", post(START, "{\"a\":1e99999999999999}")),
                new Case("too many digits", 400, "", post(START, "{\"a\":" + "1".repeat(5_000) + "}")),
                new Case(
                        "a decision that is none",
                        400,
                        "must be one of approve, reject",
                        post("/api/v1/approvals/x/decision", "{}")),
                new Case("a signal that says nothing", 400, "is empty", post("/api/v1/workflows/x/signals/s", "")),
                new Case(
                        "a reason that is too long",
                        400,
                        "longer than 10000 characters",
                        post("/api/v1/workflows/x/cancel", "{\"reason\":\"" + "x".repeat(10_001) + "\"}")),
                new Case("NUL in a reason", 400, "NUL", post("/api/v1/workflows/x/cancel", "{\"reason\":\"\\u0000\"}")),
                new Case(
                        "a field twice",
                        400,
                        "Duplicate field 'seq'",
                        post("/api/v1/workflows/x/retry", "{\"seq\":1,\"seq\":2}")),
                new Case(
                        "an unknown field",
                        400,
                        "\"why\" is not known here",
                        post("/api/v1/approvals/x/decision", "{\"decision\":\"approve\",\"why\":1}")),
                new Case("a body over 1 MiB", 413, "larger than 1 MiB", post(START, "\"" + "x".repeat(1 << 20) + "\"")),
                new Case(
                        "a chunked body over 1 MiB",
                        413,
                        "larger than 1 MiB",
                        chunked("\"" + "x".repeat(1 << 20) + "\"")));
    }

    static Stream<Case> headers() {
        return Stream.of(
                new Case(
                        "a form",
                        415,
                        "send it with Content-Type: application/json",
                        post(START, "a=b", "Content-Type: application/x-www-form-urlencoded")),
                new Case(
                        "another charset",
                        415,
                        "JSON in UTF-8",
                        post(START, "{}", "Content-Type: application/json; charset=latin1")),
                new Case("a type that is none", 415, "JSON in UTF-8", post(START, "{}", "Content-Type: ;;;")),
                new Case("a compressed body", 415, "not be compressed", post(START, "{}", "Content-Encoding: gzip")),
                get(
                        "only HTML is taken",
                        406,
                        "The answer is application/json",
                        "/api/v1/servers",
                        "Accept: text/html"),
                get(
                        "no JSON is taken",
                        406,
                        "The answer is application/json",
                        "/api/v1/servers",
                        "Accept: application/json;q=0"),
                get(
                        "journals as an array",
                        406,
                        "The answer is application/x-ndjson",
                        "/api/v1/journals",
                        "Accept: application/json"),
                get(
                        "a stream as JSON",
                        406,
                        "The answer is text/event-stream",
                        "/api/v1/workflows/x/stream",
                        "Accept: application/json"),
                get(
                        "an event that there never was",
                        400,
                        "Last-Event-ID",
                        "/api/v1/workflows/x/stream",
                        "Last-Event-ID: seven"),
                get(
                        "an event beyond all numbers",
                        400,
                        "Last-Event-ID",
                        "/api/v1/workflows/x/stream",
                        "Last-Event-ID: 0.9999999999999999999"),
                new Case("an id with a blank", 400, "Idempotency-Key", post(START, "{}", "Idempotency-Key: a b")),
                new Case(
                        "an id that is too long",
                        400,
                        "Idempotency-Key",
                        post(START, "{}", "Idempotency-Key: " + "k".repeat(201))),
                new Case("an empty id", 400, "Idempotency-Key", post(START, "{}", "Idempotency-Key: ")),
                new Case(
                        "two ids",
                        400,
                        "Idempotency-Key",
                        post(START, "{}", "Idempotency-Key: a\r\nIdempotency-Key: b")),
                new Case("a child's id", 400, "Idempotency-Key", post(START, "{}", "Idempotency-Key: a~0.1")),
                get(
                        "headers that are too large",
                        431,
                        "larger than 16 KiB",
                        "/api/v1/servers",
                        "X: " + "x".repeat(20_000)),
                new Case(
                        "a length that is none",
                        400,
                        "not proper HTTP",
                        head("POST", START) + "Content-Length: ten\r\n\r\n{}"),
                new Case(
                        "HTTP of another version",
                        400,
                        "not proper HTTP",
                        "GET /healthz HTTP/2.0\r\nHost: localhost\r\n\r\n"),
                new Case("no host", 400, "not proper HTTP", "GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n"),
                new Case("no HTTP", 400, "not proper HTTP", "hello\r\n\r\n"));
    }

    @Test
    void shouldTakeABodyOfExactlyOneMebibyte() {
        RawHttp.Said said = RawHttp.send(gateway.port, post(START, "{\"a\":\"" + "x".repeat((1 << 20) - 8) + "\"}"));

        assertThat(said.status()).contains(201);
    }

    @Test
    void shouldTakeWhatAcceptAllows() {
        for (String accept :
                new String[] {"*/*", "application/*", "text/html, application/json;q=0.1", "Application/JSON"}) {
            assertThat(RawHttp.send(
                                    gateway.port,
                                    get("", 200, "", "/api/v1/servers", "Accept: " + accept)
                                            .request())
                            .status())
                    .as(accept)
                    .contains(200);
        }
    }

    private static String manyTags() {
        return IntStream.range(0, 21).mapToObj("tag=t%d:x"::formatted).collect(Collectors.joining("&"));
    }

    private static Case get(String name, int status, String says, String target, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        return new Case(name, status, says, head("GET", target) + more + "\r\n");
    }

    private static String post(String target, String body, String... headers) {
        String more = headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n";
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        return head("POST", target) + more + "Content-Length: " + length + "\r\n\r\n" + body;
    }

    private static String chunked(String body) {
        return head("POST", START) + "Transfer-Encoding: chunked\r\n\r\n" + Integer.toHexString(body.length()) + "\r\n"
                + body + "\r\n0\r\n\r\n";
    }

    private static String head(String method, String target) {
        return "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\n"
                .formatted(method, target, GatewayUnderTest.ADA);
    }
}
