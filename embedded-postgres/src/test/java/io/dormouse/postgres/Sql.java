package io.dormouse.postgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Plain statements over a connection of their own. */
record Sql(String url, String user, String password) {
    static Sql as(String role, EmbeddedPostgres postgres) {
        return new Sql(
                "jdbc:postgresql://%s:%d/%s".formatted(postgres.host(), postgres.port(), postgres.database()),
                role,
                postgres.password(role));
    }

    static Sql as(EmbeddedDatabase.Schema schema) {
        return new Sql(
                "jdbc:postgresql://%s:%d/%s".formatted(schema.host(), schema.port(), schema.database()),
                schema.user(),
                schema.password());
    }

    void run(String... statements) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement()) {
            for (String each : statements) statement.execute(each);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    String answer(String query) {
        try (Connection connection = DriverManager.getConnection(url, user, password);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(query)) {
            answer.next();
            return String.valueOf(answer.getString(1));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
