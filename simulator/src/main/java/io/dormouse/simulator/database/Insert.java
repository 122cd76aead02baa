package io.dormouse.simulator.database;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Inserts rows under a unique key. Of a key that another transaction is inserting it waits for the outcome. */
abstract class Insert<R> implements Statement {
    private final List<R> rows;
    private final Function<R, Lock> key;
    private final Predicate<R> exists;

    /** @param exists whether a committed row has the key */
    Insert(List<R> rows, Function<R, Lock> key, Predicate<R> exists) {
        this.rows = rows;
        this.key = key;
        this.exists = exists;
    }

    @Override
    public final List<Lock> locks() {
        return rows.stream().map(key).toList();
    }

    @Override
    public final void run(Transaction transaction) throws SqlFailure {
        for (R row : rows) {
            Lock lock = key.apply(row);
            if (exists.test(row) || !transaction.insert(lock)) throw SqlFailure.duplicate(lock);
            write(transaction, row);
        }
    }

    /** Writes one that is new. */
    abstract void write(Transaction transaction, R row) throws SqlFailure;
}
