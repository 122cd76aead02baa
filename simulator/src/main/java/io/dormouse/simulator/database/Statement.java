package io.dormouse.simulator.database;

import java.util.List;

/**
 * One statement under READ COMMITTED. It sees what is committed when it begins ({@link #locks}), waits for the rows that it
 * changes, one after the other, and looks at those rows again when it has them ({@link #run}).
 */
interface Statement {
    /** The rows that it locks, in its order, by its snapshot. Called once, when it begins. */
    default List<Lock> locks() {
        return List.of();
    }

    /** What it does when it has them. */
    void run(Transaction transaction) throws SqlFailure;
}
