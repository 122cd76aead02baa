package io.dormouse.workflow.store;

import io.dormouse.contracts.workflow.WorkflowFailure;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events: durable promises. The first value wins. Triggers share transactions: while one is under way the next one fills.
 * May be called from any thread; the work is done on the event loop that made it.
 */
public final class Events {
    private static final Logger log = LoggerFactory.getLogger(Events.class);
    private static final int LARGEST = 1_000;

    /** Beyond so many at once one query for all is faster than to ring for each before it. */
    private static final int MOST_RUNG_AT_ONCE = 32;

    /** A statement that is a transaction of its own, with the audit of what it has inserted. */
    private static final String INSERT = """
        WITH inserted AS (
            INSERT INTO event (key, body, triggered_at, triggered_by, open)
            SELECT key, body::json, clock_timestamp(), triggered_by, true
            FROM unnest($1::text[], $2::text[], $3::text[]) AS triggered (key, body, triggered_by)
            ON CONFLICT DO NOTHING RETURNING key, body, triggered_at, triggered_by
        ), audited AS (
            INSERT INTO audit (at, actor, action, target) SELECT triggered_at, triggered_by, 'trigger', key FROM inserted
        )
        SELECT key, body::text AS body, triggered_at, triggered_by FROM inserted\
        """;

    private static final String READ =
            "SELECT key, body::text AS body, triggered_at, triggered_by FROM event WHERE key = ANY($1)";
    private static final String WAITING = "SELECT key, workflow_id, partition FROM event_waiter WHERE key = ANY($1)";

    /** An event as it stands. */
    public record Event(String key, String value, Instant triggeredAt, String triggeredBy) {}

    /** Somebody whose row waits for an event. */
    public record Waiting(String workflowId, int partition) {}

    /** Rings whoever waits for an event that is committed. */
    @FunctionalInterface
    public interface Doorbell {
        /** Rings for one event; nobody may have a row, and still somebody may wait in memory. */
        void ring(String key, List<Waiting> waiting);
    }

    /** Whoever may sleep until events come, as far as somebody remembers: to ring at once, before Postgres has told who waits. */
    @FunctionalInterface
    public interface Hints {
        /** Nobody remembers anything. */
        Hints NONE = keys -> Future.succeededFuture(Map.of());

        /** Those that are remembered, which are forgotten with this. Never fails. */
        Future<Map<String, Waiting>> take(Set<String> keys);
    }

    private record Trigger(String key, String value, String by, Promise<Event> answer) {}

    private final Context context;
    private final Pool pool;
    private final Doorbell doorbell;
    private final Hints hints;
    private List<Trigger> next = new ArrayList<>();
    private boolean busy;
    private Set<String> unrung = new LinkedHashSet<>();
    private boolean ringing;

    /** Triggers through a pool, and remembers nothing. */
    public Events(Vertx vertx, Pool pool, Doorbell doorbell) {
        this(vertx, pool, doorbell, Hints.NONE);
    }

    /** Triggers through a pool. @param hints whom to ring before Postgres has told who waits */
    public Events(Vertx vertx, Pool pool, Doorbell doorbell, Hints hints) {
        this.context = vertx.getOrCreateContext();
        this.pool = pool;
        this.doorbell = doorbell;
        this.hints = hints;
    }

    /**
     * Gives an event its value; durable when the future succeeds. The same value again is fine, another one is
     * {@link WorkflowFailure#EVENT_HAS_VALUE}.
     *
     * @param value canonical JSON
     */
    public Future<Event> trigger(String key, String value, String by) {
        Promise<Event> answer = Promise.promise();
        context.runOnContext(now -> {
            next.add(new Trigger(key, value, by, answer));
            // Behind everything that has come in already, so that it goes along.
            context.runOnContext(then -> send());
        });
        return answer.future();
    }

    private void send() {
        if (busy || next.isEmpty()) return;
        busy = true;
        List<Trigger> batch = next.size() <= LARGEST ? next : next.subList(0, LARGEST);
        next = next.size() <= LARGEST ? new ArrayList<>() : new ArrayList<>(next.subList(LARGEST, next.size()));
        // Sorted, or two batches that share keys could wait for each other.
        Map<String, Trigger> first = new TreeMap<>();
        batch.forEach(trigger -> first.putIfAbsent(trigger.key(), trigger));
        Queries.bounded(insertThenRead(first))
                .onComplete(
                        events -> {
                            done();
                            batch.forEach(
                                    trigger -> answer(trigger, Objects.requireNonNull(events.get(trigger.key()))));
                            ringAtOnce(first.keySet());
                            ring(first.keySet());
                        },
                        failure -> {
                            done();
                            batch.forEach(trigger -> trigger.answer().fail(failure));
                        });
    }

    private void done() {
        busy = false;
        send();
    }

    /**
     * What was there before is read by a second statement: one that inserts and reads back at once cannot see the row that it waited
     * for. That row is committed, or there would be no conflict with it.
     */
    private Future<Map<String, Event>> insertThenRead(Map<String, Trigger> triggers) {
        String[] keys = triggers.keySet().toArray(String[]::new);
        String[] values = triggers.values().stream().map(Trigger::value).toArray(String[]::new);
        String[] by = triggers.values().stream().map(Trigger::by).toArray(String[]::new);
        return pool.preparedQuery(INSERT).execute(Tuple.of(keys, values, by)).compose(inserted -> {
            Map<String, Event> events = HashMap.newHashMap(keys.length);
            read(inserted, events);
            String[] others = triggers.keySet().stream()
                    .filter(key -> !events.containsKey(key))
                    .toArray(String[]::new);
            if (others.length == 0) return Future.succeededFuture(events);
            return pool.preparedQuery(READ)
                    .execute(Tuple.tuple().addValue(others))
                    .map(rows -> {
                        read(rows, events);
                        return events;
                    });
        });
    }

    private static void read(RowSet<Row> rows, Map<String, Event> into) {
        for (Row row : rows) {
            into.put(
                    row.getString("key"),
                    new Event(
                            row.getString("key"),
                            row.getString("body"),
                            row.getOffsetDateTime("triggered_at").toInstant(),
                            row.getString("triggered_by")));
        }
    }

    private static void answer(Trigger trigger, Event event) {
        if (event.value().equals(trigger.value())) {
            trigger.answer().complete(event);
            return;
        }
        trigger.answer()
                .fail(WorkflowFailure.EVENT_HAS_VALUE.exception(
                        "the event %s was triggered by %s at %s with another value, which stands; trigger another key"
                                .formatted(event.key(), event.triggeredBy(), event.triggeredAt())));
    }

    /** The engine has triggered events itself, in a transaction that is committed: whoever waits for them is rung. */
    public void announced(Set<String> keys) {
        context.runOnContext(now -> {
            ringAtOnce(keys);
            ring(keys);
        });
    }

    /** Whoever waits in memory knows the key; whom the hints name sleeps. */
    private void ringAtOnce(Set<String> keys) {
        if (keys.size() > MOST_RUNG_AT_ONCE) return;
        keys.forEach(key -> doorbell.ring(key, List.of()));
        hints.take(keys).onSuccess(found -> found.forEach((key, waiting) -> doorbell.ring(key, List.of(waiting))));
    }

    /** One look at the waiters for all that has come in while the one before was under way. If it fails, the next sweep finds them. */
    private void ring(Set<String> keys) {
        unrung.addAll(keys);
        if (ringing || unrung.isEmpty()) return;
        ringing = true;
        Set<String> batch = unrung;
        unrung = new LinkedHashSet<>();
        waiting(batch)
                .onSuccess(waiting -> batch.forEach(key -> doorbell.ring(key, waiting.getOrDefault(key, List.of()))))
                .onFailure(failure -> log.warn("cannot look who waits for {}: {}", batch, failure.getMessage()))
                .onComplete(rung -> {
                    ringing = false;
                    ring(Set.of());
                });
    }

    private Future<Map<String, List<Waiting>>> waiting(Set<String> keys) {
        return Queries.bounded(pool.preparedQuery(WAITING).execute(Tuple.tuple().addValue(keys.toArray(String[]::new))))
                .map(rows -> {
                    Map<String, List<Waiting>> waiting = new HashMap<>();
                    for (Row row : rows) {
                        waiting.computeIfAbsent(row.getString("key"), none -> new ArrayList<>(1))
                                .add(new Waiting(row.getString("workflow_id"), row.getShort("partition")));
                    }
                    return waiting;
                });
    }
}
