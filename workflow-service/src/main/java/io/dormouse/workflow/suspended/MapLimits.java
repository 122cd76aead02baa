package io.dormouse.workflow.suspended;

/**
 * From where on the maps are worth their while.
 *
 * @param latestEntries so many entries of a journal are always read from Postgres; only one that is longer gets a copy
 */
public record MapLimits(int latestEntries) {
    /** The usual. */
    public static MapLimits standard() {
        return new MapLimits(128);
    }
}
