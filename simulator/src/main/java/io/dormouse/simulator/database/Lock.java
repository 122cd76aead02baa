package io.dormouse.simulator.database;

/**
 * A lock on a row, or on a key that is about to have one.
 *
 * @param table and key: which
 * @param shared whether others may have it too, if they share it
 */
record Lock(String table, Object key, boolean shared) {
    static Lock forUpdate(String table, Object key) {
        return new Lock(table, key, false);
    }

    static Lock forShare(String table, Object key) {
        return new Lock(table, key, true);
    }

    Place place() {
        return new Place(table, key);
    }

    /** What is locked. */
    record Place(String table, Object key) {}
}
