package io.dormouse.chaos.load;

/** How much is asked for. @param perSecond operations begun a second, all kinds together, if the system keeps up */
public record Rate(int perSecond) {
    /** At least one a second. */
    public Rate {
        if (perSecond < 1) throw new IllegalArgumentException("a rate of %d operations a second".formatted(perSecond));
    }

    /** So many operations a second. */
    public static Rate of(int perSecond) {
        return new Rate(perSecond);
    }

    /** How many clients it takes: each spends most of its time waiting for its workflow. */
    int clients() {
        return Math.clamp(2L * perSecond, 8, 200);
    }
}
