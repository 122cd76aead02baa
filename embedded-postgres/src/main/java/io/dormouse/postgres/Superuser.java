package io.dormouse.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The one who makes databases, roles and schemas; no service knows its password. What is there already stays as it is. */
record Superuser(int port, String password) {
    private static final String MAINTENANCE = "postgres";

    /** Never prints the password. */
    @Override
    public String toString() {
        return "%s@%s:%d".formatted(DataDirectory.SUPERUSER, Postmaster.HOST, port);
    }

    /** A database that only roles with a schema in it may enter. */
    void makeDatabase(String name) {
        run(MAINTENANCE, "making the database " + name, statement -> {
            try (ResultSet there =
                    statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '%s'".formatted(name))) {
                if (there.next()) return;
            }
            statement.execute("CREATE DATABASE \"%s\"".formatted(name));
            statement.execute("REVOKE ALL ON DATABASE \"%s\" FROM PUBLIC".formatted(name));
        });
    }

    /** A schema and the role of the same name that owns it. */
    void makeSchema(String database, String schema, String rolePassword) {
        makeSchema(database, schema, schema, rolePassword);
    }

    void makeSchema(String database, String schema, String role, String rolePassword) {
        run(database, "making the schema " + schema, statement -> {
            statement.execute("""
                DO $do$ BEGIN
                    CREATE ROLE "%s" LOGIN;
                EXCEPTION WHEN duplicate_object THEN NULL;
                END $do$\
                """.formatted(role));
            statement.execute("ALTER ROLE \"%s\" PASSWORD '%s'".formatted(role, rolePassword));
            statement.execute("GRANT CONNECT ON DATABASE \"%s\" TO \"%s\"".formatted(database, role));
            statement.execute("CREATE SCHEMA IF NOT EXISTS \"%s\" AUTHORIZATION \"%s\"".formatted(schema, role));
        });
    }

    /** Runs a statement for its effect. */
    void execute(String sql) {
        run(MAINTENANCE, sql, statement -> statement.execute(sql));
    }

    private interface Work {
        void on(Statement statement) throws SQLException;
    }

    private void run(String database, String doing, Work work) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {Postmaster.HOST});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(DataDirectory.SUPERUSER);
        source.setPassword(password);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            work.on(statement);
        } catch (SQLException e) {
            throw PostgresException.sqlFailed(doing, e);
        }
    }
}
