package io.dormouse.gateway;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.time.Instant;

/**
 * Makes ids for workflows that were started without one: 20 characters that nobody can guess, short enough for a terminal, and
 * in the order of time, so that the index of the journal grows at its end.
 */
final class WorkflowIds {
    private static final int RADIX = 32;
    private static final int RANDOM_BITS = 55;

    private final SecureRandom random = new SecureRandom();

    /** Nine characters of milliseconds since 1970, eleven of chance. */
    String next() {
        BigInteger time = BigInteger.valueOf(Instant.now().toEpochMilli());
        BigInteger id = time.shiftLeft(RANDOM_BITS).or(new BigInteger(RANDOM_BITS, random));
        return "0".repeat(Math.max(0, 20 - id.toString(RADIX).length())) + id.toString(RADIX);
    }
}
