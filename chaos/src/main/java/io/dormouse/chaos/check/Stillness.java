package io.dormouse.chaos.check;

import io.dormouse.chaos.site.Access;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until nothing is under way any more. */
final class Stillness {
    private static final Logger log = LoggerFactory.getLogger(Stillness.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** How much is under way. */
    private static final String UNDER_WAY = """
        SELECT (SELECT count(*) FROM dormouse.workflow WHERE finished_at IS NULL)
             + (SELECT count(*) FROM dormouse.cancellation)
             + (SELECT count(*) FROM approval.outbox)
             + (SELECT count(*) FROM iaas.operation WHERE state = 'STARTED')
             + (SELECT count(*) FROM dns.operation WHERE state = 'STARTED')
             + (SELECT count(*) FROM job.operation WHERE state = 'STARTED')
             + (SELECT count(*) FROM approval.operation WHERE state = 'STARTED')\
        """;

    private Stillness() {}

    /** Returns when all is still, or after so long. @throws SQLException if Postgres does not answer all that time */
    static void await(Access access, Duration patience) throws SQLException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (underWay(access, deadline) > 0 && System.nanoTime() < deadline)
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }

    /** Whoever asks too early, while Postgres still starts, asks again. */
    private static long underWay(Access access, long deadline) throws SQLException {
        while (true) {
            try (Connection connection = access.database().connect();
                    Statement statement = connection.createStatement()) {
                return underWay(statement);
            } catch (SQLException e) {
                if (System.nanoTime() >= deadline) throw e;
                log.warn("Postgres does not say how much is under way: {}", e.toString());
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private static long underWay(Statement statement) throws SQLException {
        try (ResultSet result = statement.executeQuery(UNDER_WAY)) {
            result.next();
            return result.getLong(1);
        }
    }
}
