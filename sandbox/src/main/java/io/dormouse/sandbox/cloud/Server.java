package io.dormouse.sandbox.cloud;

import io.vertx.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A row of {@code sandbox.server}.
 *
 * @param number its place in the order of creation
 * @param id what clients call it
 * @param token what its creator called it
 * @param model its kind
 * @param address its IPv4 address
 * @param createdAt by the database's clock, in microseconds
 * @param age how long ago that was when the row was read, by the same clock
 * @param deleted whether it is gone
 */
record Server(
        long number,
        String id,
        String token,
        String model,
        String address,
        Instant createdAt,
        Duration age,
        boolean deleted) {
    /** What {@link #of} needs, for a {@code SELECT} or {@code RETURNING}. */
    static final String COLUMNS = """
        number, id, token, model, host(address) AS address, created_at, deleted_at IS NOT NULL AS deleted,
        (extract(epoch FROM clock_timestamp() - created_at) * 1000)::bigint AS age
        """;

    static Server of(Row row) {
        OffsetDateTime createdAt = row.getOffsetDateTime("created_at");
        return new Server(
                row.getLong("number"),
                row.getString("id"),
                row.getString("token"),
                row.getString("model"),
                row.getString("address"),
                createdAt.toInstant(),
                Duration.ofMillis(row.getLong("age")),
                row.getBoolean("deleted"));
    }
}
