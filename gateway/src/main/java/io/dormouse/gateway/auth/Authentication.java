package io.dormouse.gateway.auth;

import io.dormouse.gateway.http.Problem;
import io.dormouse.gateway.http.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns {@code Authorization: Bearer …} (RFC 6750 §2.1) into a caller, or refuses with 401. */
public final class Authentication {
    private static final Pattern BEARER = Pattern.compile("(?i:bearer) +([A-Za-z0-9._~+/-]+=*) *");

    private final Tokens tokens;

    /** With these tokens, for as long as it lives. */
    public Authentication(Tokens tokens) {
        this.tokens = tokens;
    }

    /** Who makes this request. */
    public Caller caller(HttpServerRequest request) {
        List<String> given = request.headers().getAll("Authorization");
        if (given.isEmpty()) throw refused("This path needs a token; send it as Authorization: Bearer TOKEN.", "");
        if (given.size() > 1) throw malformed();
        return caller(given.getFirst());
    }

    /** Who says this of themselves: {@code Bearer}, a space and a token. */
    public Caller caller(String authorization) {
        Matcher matcher = BEARER.matcher(authorization);
        if (!matcher.matches()) throw malformed();
        return tokens.caller(matcher.group(1))
                .orElseThrow(() -> refused(
                        "Nobody has this token; use one that is in the tokens file.", ", error=\"invalid_token\""));
    }

    private static ProblemException malformed() {
        return refused(
                "The header Authorization must be Bearer, a space and the token.", ", error=\"invalid_request\"");
    }

    private static ProblemException refused(String detail, String error) {
        Map<String, String> headers = Map.of("WWW-Authenticate", "Bearer realm=\"dormouse\"" + error);
        return new Problem(401, "UNAUTHENTICATED", detail, headers).exception();
    }
}
