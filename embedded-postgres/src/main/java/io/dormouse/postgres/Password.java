package io.dormouse.postgres;

import java.security.SecureRandom;
import java.util.Base64;

/** A made password: 192 random bits in letters that need no quoting anywhere. */
final class Password {
    private static final SecureRandom random = new SecureRandom();

    private Password() {}

    static String make() {
        byte[] bits = new byte[24];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
