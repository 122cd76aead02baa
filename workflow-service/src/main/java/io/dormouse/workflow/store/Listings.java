package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.WorkflowRows.COLUMNS;
import static io.dormouse.workflow.store.WorkflowRows.ENTRY;
import static io.dormouse.workflow.store.WorkflowRows.WITHOUT_PAYLOAD;

import io.dormouse.contracts.Wire;
import io.dormouse.engine.store.Status;
import io.dormouse.engine.store.Stored.StoredEntry;
import io.dormouse.engine.store.WorkflowHead;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What people read, page by page. A page ends early when its payloads weigh some MiB, so that none is ever too large to send; the
 * first item is there whatever it weighs.
 */
public final class Listings {
    /** So many bytes of payload end a page. */
    static final long HEAVIEST_PAGE = 4 << 20;

    /** {@code %1$s}: what is selected; {@code %2$s}: conditions. The length of a text is known without reading it. */
    private static final String LIST = """
        SELECT %1$s, found FROM (
            SELECT *, count(*) OVER () AS found, row_number() OVER newest AS number, sum(size) OVER newest AS weight FROM (
                SELECT *, octet_length(input::text) + coalesce(octet_length(result::text), 0)
                    + coalesce(octet_length(failure::text), 0) AS size
                FROM workflow WHERE %2$s ORDER BY created_at DESC, id DESC LIMIT $1
            ) AS candidates WINDOW newest AS (ORDER BY created_at DESC, id DESC)
        ) AS weighed WHERE number = 1 OR (number < $1 AND weight <= $2::bigint) ORDER BY number\
        """;

    private static final String PLACES =
            "SELECT id, created_at FROM workflow WHERE %s ORDER BY created_at DESC, id DESC LIMIT $1";

    private static final String JOURNAL = """
        SELECT position, at, type, seq, name, line, body::text AS body, found FROM (
            SELECT *, count(*) OVER () AS found, row_number() OVER down AS number,
                sum(octet_length(body::text)) OVER down AS weight FROM (
                SELECT * FROM journal WHERE workflow_id = $3 AND run = $4 AND position >= $5 ORDER BY position LIMIT $1
            ) AS candidates WINDOW down AS (ORDER BY position)
        ) AS weighed WHERE number = 1 OR (number < $1 AND weight <= $2::bigint) ORDER BY position\
        """;

    /** One statement, so that a run does not end between its row and its entries. */
    private static final String JOURNALS = """
        WITH candidates AS (
            SELECT *, (SELECT coalesce(sum(octet_length(body::text)), 0) FROM journal
                WHERE workflow_id = id AND journal.run = workflow.run) AS size
            FROM workflow WHERE %2$s ORDER BY id LIMIT $1
        ), weighed AS (
            SELECT *, count(*) OVER () AS found, row_number() OVER alphabet AS number, sum(size) OVER alphabet AS weight
            FROM candidates WINDOW alphabet AS (ORDER BY id)
        )
        SELECT found, id, workflow.name AS definition, version, status, workflow.run, %1$s
        FROM weighed AS workflow JOIN journal ON workflow_id = id AND journal.run = workflow.run
        WHERE number = 1 OR (number < $1 AND weight <= $2::bigint) ORDER BY id, position\
        """;

    private final Queries queries;

    /** Reads through a pool. */
    public Listings(Pool pool) {
        this.queries = new Queries(pool);
    }

    /** A page. @param more whether something comes after it */
    public record Page<T>(List<T> items, boolean more) {}

    /** Where a page of the list ended. */
    public record Place(Instant createdAt, String id) {}

    /**
     * Which workflows are wanted.
     *
     * @param statuses the states that they may be in
     * @param tags which they must have, all of them
     */
    public record Filter(Set<Status> statuses, Optional<String> name, Map<String, String> tags) {
        /** The states of those that have not ended. */
        public static final Set<Status> UNFINISHED = Arrays.stream(Status.values())
                .filter(status -> !status.isEnd())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A whole journal of a present run. */
    public record Journal(String id, String name, int version, String status, int run, List<StoredEntry> entries) {}

    /** Workflows, newest first, after a place. */
    public Future<Page<WorkflowHead>> list(Filter filter, Optional<Place> after, int limit) {
        Tuple parameters = Tuple.of(limit + 1, HEAVIEST_PAGE);
        List<String> conditions = conditions(filter, parameters);
        after.ifPresent(place -> conditions.add(behind(place, parameters)));
        return page(LIST.formatted(COLUMNS, all(conditions)), parameters, WorkflowRows::head);
    }

    /** Where workflows are, newest first, after a place; reads no payload. */
    public Future<List<Place>> places(Filter filter, Optional<Place> after, int limit) {
        Tuple parameters = Tuple.of(limit);
        List<String> conditions = conditions(filter, parameters);
        after.ifPresent(place -> conditions.add(behind(place, parameters)));
        return queries.list(
                PLACES.formatted(all(conditions)),
                parameters,
                row -> new Place(row.getOffsetDateTime("created_at").toInstant(), row.getString("id")));
    }

    /** The row of one, without any payload, if it exists. */
    public Future<Optional<WorkflowHead>> outline(String id) {
        return queries.list(
                        "SELECT %s FROM workflow WHERE id = $1".formatted(WITHOUT_PAYLOAD),
                        Tuple.of(id),
                        WorkflowRows::head)
                .map(found -> found.stream().findFirst());
    }

    /** Entries of a run from a position on. */
    public Future<Page<StoredEntry>> journal(String id, int run, long from, int limit) {
        return page(JOURNAL, Tuple.of(limit + 1, HEAVIEST_PAGE, id, run, from), WorkflowRows::entry);
    }

    /** Whole journals of present runs, in the order of the workflows' ids, after an id. */
    public Future<Page<Journal>> journals(
            Filter filter, Optional<List<String>> ids, Optional<String> after, int limit) {
        Tuple parameters = Tuple.of(limit + 1, HEAVIEST_PAGE);
        List<String> conditions = conditions(filter, parameters);
        ids.ifPresent(wanted -> conditions.add(
                "id = ANY(%s)".formatted(next(parameters.addArrayOfString(wanted.toArray(String[]::new))))));
        after.ifPresent(id -> conditions.add("id > " + next(parameters.addString(id))));
        return queries.run(JOURNALS.formatted(ENTRY, all(conditions)), parameters)
                .map(rows -> {
                    List<Journal> journals = new ArrayList<>();
                    long found = 0;
                    for (Row row : rows) {
                        found = row.getLong("found");
                        if (journals.isEmpty() || !journals.getLast().id().equals(row.getString("id")))
                            journals.add(journal(row));
                        journals.getLast().entries().add(WorkflowRows.entry(row));
                    }
                    return new Page<>(journals, found > journals.size());
                });
    }

    private static Journal journal(Row row) {
        return new Journal(
                row.getString("id"),
                row.getString("definition"),
                row.getInteger("version"),
                row.getString("status"),
                row.getInteger("run"),
                new ArrayList<>());
    }

    private <T> Future<Page<T>> page(String sql, Tuple parameters, Function<Row, T> mapper) {
        return queries.run(sql, parameters).map(rows -> {
            List<T> items = new ArrayList<>(rows.size());
            long found = 0;
            for (Row row : rows) {
                found = row.getLong("found");
                items.add(mapper.apply(row));
            }
            return new Page<>(items, found > items.size());
        });
    }

    /** One text for each set of conditions, so that each has a plan of its own. */
    private static List<String> conditions(Filter filter, Tuple parameters) {
        List<String> conditions = new ArrayList<>();
        // Written out, so that the planner sees which partial index fits.
        if (filter.statuses().size() < Status.values().length)
            conditions.add("status IN (" + names(filter.statuses()) + ")");
        filter.name().ifPresent(name -> conditions.add("name = " + next(parameters.addString(name))));
        if (!filter.tags().isEmpty())
            conditions.add("tags @> %s::text::jsonb".formatted(next(parameters.addString(Wire.text(filter.tags())))));
        return conditions;
    }

    private static String names(Set<Status> statuses) {
        return statuses.stream().sorted().map(status -> "'" + status + "'").collect(Collectors.joining(", "));
    }

    private static String behind(Place place, Tuple parameters) {
        String createdAt = next(parameters.addOffsetDateTime(place.createdAt().atOffset(ZoneOffset.UTC)));
        return "(created_at, id) < (%s, %s)".formatted(createdAt, next(parameters.addString(place.id())));
    }

    /** The name of the parameter that was added last. */
    private static String next(Tuple parameters) {
        return "$" + parameters.size();
    }

    private static String all(List<String> conditions) {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }
}
