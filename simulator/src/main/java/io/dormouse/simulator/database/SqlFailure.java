package io.dormouse.simulator.database;

/** What the database answers instead of a result: a SQLSTATE and a sentence. Its transaction is rolled back. */
public final class SqlFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String state;

    private SqlFailure(String state, String sentence) {
        super(sentence, null, false, false);
        this.state = state;
    }

    /** The SQLSTATE. */
    public String state() {
        return state;
    }

    static SqlFailure fenced(String node, long mine, long held) {
        return new SqlFailure("DM001", "the view %d of node %s is old: it is %d".formatted(mine, node, held));
    }

    static SqlFailure duplicate(Lock lock) {
        return new SqlFailure("23505", "duplicate key in %s: %s".formatted(lock.table(), lock.key()));
    }

    static SqlFailure stale(String id) {
        return new SqlFailure("DM002", "the workflow %s is not in the run that was to go on".formatted(id));
    }

    static SqlFailure unstorable(String id) {
        return new SqlFailure("22P05", "a value of %s cannot be stored".formatted(id));
    }

    static SqlFailure deadlock() {
        return new SqlFailure("40P01", "deadlock detected");
    }

    static SqlFailure shuttingDown() {
        return new SqlFailure("57P01", "terminating connection due to administrator command");
    }
}
