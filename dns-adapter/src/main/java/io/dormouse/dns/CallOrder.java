package io.dormouse.dns;

import io.dormouse.adapter.Attempt;
import io.dormouse.contracts.dns.DnsException;
import io.dormouse.contracts.dns.DnsFailure;
import io.dormouse.dns.record.RecordForm;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Optional;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Which call came last for a record ({@code dns.record}). A call that is tried again after a younger one has come for the same
 * record does nothing more: else the value of an hour ago returns.
 */
final class CallOrder {
    private final Pool pool;

    CallOrder(Pool pool) {
        this.pool = pool;
    }

    /**
     * Gives a call its place, durable when the future succeeds. The attempt answered is the one to act with: before it commits
     * to another change than its first, it looks whether a younger call has come. Fails with {@link DnsFailure#NAME_CONFLICT} if
     * one has come already.
     */
    Future<Attempt> enter(Name name, int type, Attempt attempt) {
        Place place = new Place(RecordForm.nameOf(name), Type.string(type), attempt);
        Future<Void> entered = place.enter();
        return (attempt.number() == 1 ? entered : entered.compose(there -> place.mustBeYoungest()))
                .map(new Ordered(place));
    }

    private final class Place {
        private final String name;
        private final String type;
        private final Attempt attempt;

        Place(String name, String type, Attempt attempt) {
            this.name = name;
            this.type = type;
            this.attempt = attempt;
        }

        /** Keeps the place that an earlier attempt was given; a new call clears away the older ones that have ended. */
        Future<Void> enter() {
            return pool.preparedQuery("""
                WITH cleared AS (
                    DELETE FROM record USING operation
                    WHERE record.name = $1 AND record.type = $2 AND NOT EXISTS (SELECT FROM record WHERE key = $3)
                      AND operation.key = record.key AND operation.state <> 'STARTED')
                INSERT INTO record (name, type, key) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING\
                """)
                    .execute(Tuple.of(name, type, attempt.key()))
                    .mapEmpty();
        }

        Future<Void> mustBeYoungest() {
            return pool.preparedQuery(
                            "SELECT key FROM record WHERE name = $1 AND type = $2 ORDER BY position DESC LIMIT 1")
                    .execute(Tuple.of(name, type))
                    .compose(rows -> {
                        String youngest = rows.iterator().next().getString("key");
                        return youngest.equals(attempt.key())
                                ? Future.succeededFuture()
                                : Future.failedFuture(overtaken(youngest));
                    });
        }

        private DnsException overtaken(String by) {
            return DnsFailure.NAME_CONFLICT.exception(
                    "while this call for %s %s was under way, the call %s came for the same record; the younger one counts, and this one does nothing more"
                            .formatted(name, type, by));
        }
    }

    /** Looks at the order before it commits to anything but its first change. */
    private static final class Ordered implements Attempt {
        private final Place place;
        private boolean committed;

        Ordered(Place place) {
            this.place = place;
        }

        @Override
        public String key() {
            return place.attempt.key();
        }

        @Override
        public int number() {
            return place.attempt.number();
        }

        @Override
        public String actor() {
            return place.attempt.actor();
        }

        @Override
        public Optional<JsonObject> expected() {
            return place.attempt.expected();
        }

        @Override
        public Future<Void> expect(JsonObject found) {
            Future<Void> allowed = committed ? place.mustBeYoungest() : Future.succeededFuture();
            committed = true;
            return allowed.compose(youngest -> place.attempt.expect(found));
        }

        @Override
        public Future<Void> stillCounts() {
            return place.attempt.stillCounts();
        }
    }
}
