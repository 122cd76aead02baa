package io.dormouse.engine.owner;

import java.time.Instant;

/** The database's clock, as well as this node knows it: in microseconds, never going back. */
@FunctionalInterface
public interface StoreClock {
    /** The time now. */
    Instant now();
}
