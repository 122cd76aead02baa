package io.dormouse.chaos.site;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * The Postgres of a site, as its superuser sees it.
 *
 * @param host its address on the bridge
 * @param port its TCP port
 * @param name the database that holds every schema
 * @param password of the superuser
 */
public record Database(String host, int port, String name, String password) {
    static final String SUPERUSER = "postgres";

    /** A new connection, the caller's to close. Fails at once while Postgres is away; an answer may take a minute at most. */
    public Connection connect() throws SQLException {
        return connect(name);
    }

    Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", SUPERUSER);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "60");
        return DriverManager.getConnection("jdbc:postgresql://%s:%d/%s".formatted(host, port, database), properties);
    }

    /** Never prints the password. */
    @Override
    public String toString() {
        return "%s:%d/%s".formatted(host, port, name);
    }
}
