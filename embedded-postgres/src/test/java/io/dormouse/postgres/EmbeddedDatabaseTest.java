package io.dormouse.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

class EmbeddedDatabaseTest {
    @Test
    void shouldLetTheOwnerOfASchemaMakeTables() throws SQLException {
        EmbeddedDatabase.Schema dns = EmbeddedDatabase.shared().freshSchema("dns");

        assertThat(answer(dns, "CREATE TABLE dns.record (name text); SELECT current_user")).isEqualTo(dns.user());
    }

    @Test
    void shouldKeepTwoSchemasOfTheSameNameApart() throws SQLException {
        EmbeddedDatabase.Schema one = EmbeddedDatabase.shared().freshSchema("dns");
        EmbeddedDatabase.Schema other = EmbeddedDatabase.shared().freshSchema("dns");

        answer(one, "CREATE TABLE dns.record (name text); SELECT 1");

        assertThat(answer(other, "SELECT to_regclass('dns.record')")).isEqualTo("null");
    }

    @Test
    void shouldRefuseAWrongPassword() {
        EmbeddedDatabase.Schema dns = EmbeddedDatabase.shared().freshSchema("dns");
        EmbeddedDatabase.Schema wrong =
                new EmbeddedDatabase.Schema(dns.host(), dns.port(), dns.database(), dns.schema(), dns.user(), "guessed");

        assertThatThrownBy(() -> answer(wrong, "SELECT 1")).hasMessageContaining("password authentication failed");
    }

    @Test
    void shouldSyncEveryCommitOfTheDurableOneOnly() throws SQLException {
        assertThat(answer(EmbeddedDatabase.shared().freshSchema("a"), "SHOW fsync")).isEqualTo("off");
        assertThat(answer(EmbeddedDatabase.durable().freshSchema("a"), "SHOW fsync")).isEqualTo("on");
        assertThat(answer(EmbeddedDatabase.durable().freshSchema("a"), "SHOW synchronous_commit")).isEqualTo("on");
    }

    private static String answer(EmbeddedDatabase.Schema schema, String sql) throws SQLException {
        String url = "jdbc:postgresql://%s:%d/%s".formatted(schema.host(), schema.port(), schema.database());
        try (Connection connection = DriverManager.getConnection(url, schema.user(), schema.password());
                Statement statement = connection.createStatement()) {
            boolean rows = statement.execute(sql);
            while (!rows) rows = statement.getMoreResults();
            try (ResultSet answer = statement.getResultSet()) {
                answer.next();
                return String.valueOf(answer.getString(1));
            }
        }
    }
}
