package io.dormouse.sandbox.dns;

/** The arithmetic of serial numbers: 32 bits that wrap around (RFC 1982 §3). */
final class SerialNumber {
    private static final long MODULUS = 1L << 32;
    private static final long HALF = 1L << 31;

    private SerialNumber() {}

    /** The serial after this one. Never 0, which some secondaries take for "none". */
    static long next(long serial) {
        long next = (serial + 1) % MODULUS;
        return next == 0 ? 1 : next;
    }

    /** Whether {@code left} comes before {@code right}. Of two that are half the circle apart neither does. */
    static boolean isBefore(long left, long right) {
        long distance = Math.floorMod(right - left, MODULUS);
        return distance > 0 && distance < HALF;
    }
}
