package io.dormouse.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/** The one who makes databases, roles and schemas; no service knows its password. */
record Superuser(int port, String password) {
    /** Never prints the password. */
    @Override
    public String toString() {
        return "%s@%s:%d".formatted(DataDirectory.SUPERUSER, Postmaster.HOST, port);
    }

    /** Runs the statements one by one, each in its own transaction (CREATE DATABASE wants that). */
    void run(String database, String doing, String... statements) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {Postmaster.HOST});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName(database);
        source.setUser(DataDirectory.SUPERUSER);
        source.setPassword(password);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) statement.execute(sql);
        } catch (SQLException e) {
            throw PostgresException.sqlFailed(doing, e);
        }
    }
}
