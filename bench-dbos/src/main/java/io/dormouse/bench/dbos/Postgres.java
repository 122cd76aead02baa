package io.dormouse.bench.dbos;

import io.dormouse.bench.measure.MissingException;
import java.util.Optional;

/** Where DBOS keeps its tables: told by the environment, in DBOS' own words where it has them. */
record Postgres(String url, String user, String password, String schema) {
    static Postgres fromEnvironment() throws MissingException {
        return new Postgres(
                told("DBOS_SYSTEM_JDBC_URL"), told("PGUSER"), told("PGPASSWORD"), told("DBOS_SYSTEM_SCHEMA"));
    }

    private static String told(String name) throws MissingException {
        return Optional.ofNullable(System.getenv(name))
                .orElseThrow(() -> new MissingException("DBOS needs a Postgres: set " + name));
    }
}
