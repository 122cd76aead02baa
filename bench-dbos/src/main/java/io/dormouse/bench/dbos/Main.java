package io.dormouse.bench.dbos;

import io.dormouse.bench.measure.PeerProgram;

/** Measures DBOS Transact on the Postgres that the environment names. */
public final class Main {
    private Main() {}

    /** See {@link PeerProgram}. */
    public static void main(String[] arguments) {
        PeerProgram.main(arguments, () -> new DbosPeer(Postgres.fromEnvironment()));
    }
}
