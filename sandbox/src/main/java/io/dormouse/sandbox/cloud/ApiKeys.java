package io.dormouse.sandbox.cloud;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Who is asking: {@code Authorization: Bearer <api key>} (RFC 6750 §2.1). */
final class ApiKeys {
    private static final String ACCOUNT = "account";
    private static final String BEARER = "bearer ";

    private final List<Account> accounts;

    ApiKeys(List<Account> accounts) {
        this.accounts = accounts;
    }

    /** Lets a request with a known key pass and notes its account. */
    void check(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            String key = header.substring(BEARER.length()).strip();
            for (Account account : accounts) {
                if (same(key, account.apiKey())) {
                    context.put(ACCOUNT, account);
                    context.next();
                    return;
                }
            }
        }
        context.fail(CloudFailure.UNAUTHORIZED.exception(
                "the header Authorization must be \"Bearer\" and an API key of this cloud"));
    }

    /** Whose request this is, once it has passed {@link #check}. */
    static Account account(RoutingContext context) {
        return context.get(ACCOUNT);
    }

    /** Takes as long whatever part of the key is right. */
    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
