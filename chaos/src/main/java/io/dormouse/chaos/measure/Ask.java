package io.dormouse.chaos.measure;

import io.dormouse.chaos.site.Access;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Looks into Postgres. */
final class Ask {
    private final Access access;

    Ask(Access access) {
        this.access = access;
    }

    @FunctionalInterface
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(Row<T> row, String sql, Object... parameters) {
        try (Connection connection = access.database().connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) statement.setObject(i + 1, parameters[i]);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) found.add(row.of(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException("the measurement cannot ask Postgres: " + sql, e);
        }
    }

    long number(String sql, Object... parameters) {
        return rows(row -> row.getLong(1), sql, parameters).getFirst();
    }

    /** The database's clock, as seconds since 1970: what entries are dated by. */
    double now() {
        return rows(row -> row.getDouble(1), "SELECT extract(epoch FROM clock_timestamp())")
                .getFirst();
    }
}
