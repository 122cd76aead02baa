package io.dormouse.workflow.suspended;

/**
 * How much the maps may have, on every member of the cluster. The first workflow node that starts says it for all.
 *
 * @param journalsHeapPercent of the heap, for copies of journals, backups included: 1 to 50
 * @param eventsHeapPercent of the heap, for who waits for which event, backups included: 1 to 50
 * @param latestEntries so many entries of a journal are always read from Postgres; only what is longer is worth a copy
 */
public record MapLimits(int journalsHeapPercent, int eventsHeapPercent, int latestEntries) {
    /** The usual. */
    public static MapLimits standard() {
        return new MapLimits(10, 5, 64);
    }
}
