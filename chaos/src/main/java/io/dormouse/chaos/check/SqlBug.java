package io.dormouse.chaos.check;

import io.dormouse.chaos.site.Access;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A bug that is planted into the database, where every service keeps what it promises. */
record SqlBug(String name, String sentence, List<String> planted, List<String> spoilt) implements Bug {
    /**
     * A trigger that does something else than was meant.
     *
     * @param when as in {@code BEFORE INSERT ON dormouse.journal}
     * @param condition which rows
     * @param body what it does, in PL/pgSQL, up to its RETURN
     */
    static SqlBug trigger(String name, String sentence, String when, String condition, String body) {
        String function = name.replace('-', '_');
        List<String> planted = new ArrayList<>();
        planted.add("CREATE SCHEMA IF NOT EXISTS bug; GRANT USAGE ON SCHEMA bug TO PUBLIC");
        planted.add("""
            CREATE FUNCTION bug.%s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
            BEGIN
                %s
            END $$\
            """.formatted(function, body));
        planted.add("CREATE TRIGGER %s %s FOR EACH ROW WHEN (%s) EXECUTE FUNCTION bug.%s()"
                .formatted(function, when, condition, function));
        return new SqlBug(name, sentence, planted, List.of());
    }

    /** Statements that break it at once. */
    static SqlBug planted(String name, String sentence, String... statements) {
        return new SqlBug(name, sentence, List.of(statements), List.of());
    }

    /** Statements that break it when all has come to rest. */
    static SqlBug spoilt(String name, String sentence, String... statements) {
        return new SqlBug(name, sentence, List.of(), List.of(statements));
    }

    @Override
    public void plant(Access access) throws SQLException {
        execute(access, planted);
    }

    @Override
    public void spoil(Access access) throws SQLException {
        execute(access, spoilt);
    }

    private static void execute(Access access, List<String> statements) throws SQLException {
        if (statements.isEmpty()) return;
        try (Connection connection = access.database().connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) statement.execute(one);
        }
    }
}
