package io.dormouse.scenarios;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.postgresql.ds.PGSimpleDataSource;

/** Looks into the Postgres of a running site as its superuser, to see what no API tells. Reads only. */
final class Tables implements AutoCloseable {
    private static final int PORT_LINE = 3;

    private final Connection connection;

    private Tables(Connection connection) {
        this.connection = connection;
    }

    /** Waits until Postgres answers: it may just be starting again. */
    static Tables of(Site site) {
        return Waiting.forValue("the Postgres of %s answers".formatted(site.data()), () -> connected(site));
    }

    private static Optional<Tables> connected(Site site) {
        Path postgres = site.data().resolve("postgres");
        try {
            Properties secrets = new Properties();
            secrets.load(new StringReader(Files.readString(postgres.resolve("secrets.properties"))));
            PGSimpleDataSource source = new PGSimpleDataSource();
            source.setServerNames(new String[] {"127.0.0.1"});
            source.setPortNumbers(new int[] {port(postgres)});
            source.setDatabaseName("dormouse");
            source.setUser("postgres");
            source.setPassword(secrets.getProperty("password.superuser"));
            return Optional.of(new Tables(source.getConnection()));
        } catch (IOException | SQLException notYet) {
            return Optional.empty();
        }
    }

    private static int port(Path postgres) throws IOException {
        return Integer.parseInt(Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                .get(PORT_LINE)
                .strip());
    }

    /** The rows of a query, each as the texts of its columns. */
    List<List<String>> rows(String query) {
        try (PreparedStatement statement = connection.prepareStatement(query);
                ResultSet result = statement.executeQuery()) {
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getString(column)));
                }
                rows.add(row);
            }
            return rows;
        } catch (SQLException e) {
            throw new AssertionError(query, e);
        }
    }

    long count(String fromWhere) {
        return Long.parseLong(
                rows("SELECT count(*) FROM " + fromWhere).getFirst().getFirst());
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new AssertionError("the connection cannot be closed", e);
        }
    }
}
