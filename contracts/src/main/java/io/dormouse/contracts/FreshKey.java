package io.dormouse.contracts;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Idempotency keys for callers that have no name of their own for what they do: UUIDs of version 7 (RFC 9562, section 5.7), which begin
 * with the time. Workflows that are started under such keys at about one time get ids that are close to each other, so that what is
 * written of them lies side by side in the database; under other keys every row goes to a place of its own.
 */
public final class FreshKey {
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_A = 0x0FFFL;
    private static final long RANDOM_B = 0x3FFF_FFFF_FFFF_FFFFL;

    private FreshKey() {}

    /** A key that nobody has used; callable from any thread. */
    public static String make() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long time = System.currentTimeMillis() << 16;
        return new UUID(time | VERSION_7 | random.nextLong() & RANDOM_A, VARIANT | random.nextLong() & RANDOM_B)
                .toString();
    }
}
