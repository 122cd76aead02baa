package io.dormouse.dns.server;

import java.security.SecureRandom;
import java.util.Base64;

/** Keys as {@code tsig-keygen} makes them. */
final class Secrets {
    private Secrets() {}

    static String make() {
        byte[] secret = new byte[32];
        new SecureRandom().nextBytes(secret);
        return Base64.getEncoder().encodeToString(secret);
    }
}
