package io.dormouse.chaos.check;

import io.dormouse.chaos.site.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Looks on while nodes write: whoever writes to a journal, or changes the row of a workflow, must own its partition in that
 * moment. A node that has lost a partition and goes on writing seldom does harm that is still there at the end, because the
 * next owner reads everything anew; so it is noted when it happens. Every process has an address of its own, by which Postgres
 * knows who writes, and by the heartbeats whose name that is.
 */
public final class Witness {
    private static final String LOOK = """
        CREATE FUNCTION witness.%1$s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
        BEGIN
            INSERT INTO witness.trespass (sentence)
            SELECT DISTINCT format('%%s wrote to %%s (%1$s), and its partition %%s was owned by %%s at %%s', inet_client_addr(),
                w.id, w.partition, coalesce(o.node, 'nobody'), coalesce(host(h.address), 'no address'))
            FROM written
            JOIN dormouse.workflow w ON w.id = written.%2$s
            JOIN dormouse.partition_owner o ON o.partition = w.partition
            LEFT JOIN witness.home h ON h.node = o.node
            WHERE o.node IS NULL OR h.address <> inet_client_addr();
            RETURN NULL;
        END $$\
        """;

    private static final List<String> STATEMENTS = List.of(
            "CREATE SCHEMA witness",
            "CREATE TABLE witness.home (node text PRIMARY KEY, address inet NOT NULL)",
            "CREATE TABLE witness.trespass (sentence text NOT NULL)",
            """
            CREATE FUNCTION witness.home() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                INSERT INTO witness.home VALUES (NEW.node, inet_client_addr()) ON CONFLICT DO NOTHING;
                RETURN NULL;
            END $$\
            """,
            "CREATE TRIGGER witness AFTER INSERT OR UPDATE ON dormouse.heartbeat FOR EACH ROW EXECUTE FUNCTION"
                    + " witness.home()",
            LOOK.formatted("journal", "workflow_id"),
            LOOK.formatted("workflow", "id"),
            "CREATE TRIGGER witness AFTER INSERT ON dormouse.journal REFERENCING NEW TABLE AS written FOR EACH"
                    + " STATEMENT EXECUTE FUNCTION witness.journal()",
            "CREATE TRIGGER witness AFTER UPDATE ON dormouse.workflow REFERENCING NEW TABLE AS written FOR EACH"
                    + " STATEMENT EXECUTE FUNCTION witness.workflow()");

    private Witness() {}

    /** From now on it looks; the schemas must be there. */
    public static void look(Access access) throws SQLException {
        try (Connection connection = access.database().connect();
                Statement statement = connection.createStatement()) {
            for (String one : STATEMENTS) statement.execute(one);
        }
    }
}
