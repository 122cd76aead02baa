package io.dormouse.chaos.measure;

import java.util.Collection;
import java.util.List;

/** What Postgres holds when all is over, as far as it can be told without knowing what the workflows are for. */
final class Aftermath {
    private final Ask ask;

    Aftermath(Ask ask) {
        this.ask = ask;
    }

    /** How many of these workflows are not there, or have not ended well. */
    long lost(Collection<String> ids) {
        return ids.size()
                - ask.number(
                        "SELECT count(*) FROM dormouse.workflow WHERE status = 'COMPLETED' AND id = ANY"
                                + " (string_to_array(?, ','))",
                        String.join(",", ids));
    }

    /** How many of these are unfinished. */
    long unfinished(String pattern) {
        return ask.number("SELECT count(*) FROM dormouse.workflow WHERE finished_at IS NULL AND id LIKE ?", pattern);
    }

    /** What is there twice: commands that are completed twice in a run, runs that end twice or have a gap. */
    List<String> doubled() {
        return ask.rows(row -> row.getString(1), """
            SELECT format('%s, run %s, completed command %s %s times', workflow_id, run, seq, count(*))
            FROM dormouse.journal WHERE type = 3 GROUP BY workflow_id, run, seq HAVING count(*) > 1
            UNION ALL
            SELECT format('%s, run %s, ended %s times', workflow_id, run, count(*))
            FROM dormouse.journal WHERE type = 4 GROUP BY workflow_id, run HAVING count(*) > 1
            UNION ALL
            SELECT format('%s, run %s, has %s entries, and the last is at %s', workflow_id, run, count(*), max(position))
            FROM dormouse.journal GROUP BY workflow_id, run HAVING count(*) <> max(position) + 1
            """);
    }

    /** How many steps were done twice: each rung has a key of its own, and one lies upon the other. */
    long wrongResults(String pattern) {
        return ask.number("""
            SELECT count(*) FROM dormouse.workflow w WHERE id LIKE ? AND status = 'COMPLETED' AND (
                SELECT count(DISTINCT rung ->> 'key') <> (w.input ->> 'rungs')::int
                    OR max((rung ->> 'height')::int) <> (w.input ->> 'rungs')::int
                FROM json_array_elements(w.result) AS rung)
            """, pattern);
    }
}
