package io.dormouse.chaos.measure;

/** How much is done for a figure. */
public enum Scale {
    /** As much as a figure needs that one may quote. */
    FULL,
    /** The least that shows that the measurement itself works. */
    SMALL;

    int of(int full, int small) {
        return this == FULL ? full : small;
    }
}
