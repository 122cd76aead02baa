package io.dormouse.sandbox.dns;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/** Reads and writes {@code sandbox.zone} and {@code sandbox.record}. */
final class ZoneStore {
    private ZoneStore() {}

    /** Adds a zone with its start of authority and one name server, unless it is there. */
    static Future<Void> create(SqlConnection connection, Zone zone) {
        SOARecord soa = zone.startOfAuthority();
        return connection
                .preparedQuery("""
                    INSERT INTO zone (name, serial, primary_server, contact, refresh, retry, expire, minimum, ttl)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING\
                    """)
                .execute(authority(zone.origin(), soa))
                .compose(inserted -> inserted.rowCount() == 0
                        ? Future.succeededFuture()
                        : insert(connection, zone.origin(), zone.records()));
    }

    /** Locks the zone against other writers until the transaction ends, and answers its serial. */
    static Future<Long> lock(SqlConnection connection, Name origin) {
        return connection
                .preparedQuery("SELECT serial FROM zone WHERE name = $1 FOR UPDATE")
                .execute(Tuple.of(RecordText.of(origin)))
                .map(rows -> theRow(rows, origin).getLong("serial"));
    }

    /** Reads a whole zone. Inside a transaction: in a statement after the lock, or it reads what was there before the wait. */
    static Future<Zone> load(SqlClient client, Name origin) {
        Tuple name = Tuple.of(RecordText.of(origin));
        return client.preparedQuery("SELECT * FROM zone WHERE name = $1")
                .execute(name)
                .map(rows -> authority(origin, theRow(rows, origin)))
                .compose(soa -> client.preparedQuery(
                                "SELECT name, type, value, ttl FROM record WHERE zone = $1 ORDER BY id")
                        .execute(name)
                        .map(rows -> {
                            List<Record> records = new ArrayList<>(List.of(soa));
                            rows.forEach(row -> records.add(record(row)));
                            return Zone.of(origin, records);
                        }));
    }

    /** Makes the database's zone what the draft has become. */
    static Future<Void> write(SqlConnection connection, ZoneDraft draft, Zone becomes) {
        List<RecordSet.Place> changes = draft.changes();
        List<Record> records = new ArrayList<>();
        for (RecordSet.Place place : changes) {
            if (place.type() != Type.SOA) {
                becomes.find(place.name(), place.type()).ifPresent(set -> records.addAll(set.records()));
            }
        }
        Future<?> zone = connection.preparedQuery("""
            UPDATE zone SET serial = $2, primary_server = $3, contact = $4, refresh = $5, retry = $6, expire = $7,
                   minimum = $8, ttl = $9
            WHERE name = $1\
            """).execute(authority(draft.origin(), becomes.startOfAuthority()));
        Future<?> deleted = connection
                .preparedQuery("""
                    DELETE FROM record USING unnest($2::text[], $3::text[]) AS gone (name, type)
                    WHERE zone = $1 AND record.name = gone.name AND record.type = gone.type\
                    """)
                .execute(Tuple.of(
                        RecordText.of(draft.origin()),
                        changes.stream()
                                .map(place -> RecordText.of(place.name()))
                                .toArray(String[]::new),
                        changes.stream().map(place -> Type.string(place.type())).toArray(String[]::new)));
        return Future.all(zone, deleted, insert(connection, draft.origin(), records))
                .mapEmpty();
    }

    private static Future<Void> insert(SqlConnection connection, Name origin, List<Record> records) {
        List<Record> rows =
                records.stream().filter(record -> record.getType() != Type.SOA).toList();
        return connection
                .preparedQuery("""
                    INSERT INTO record (zone, name, type, value, ttl)
                    SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::bigint[])\
                    """)
                .execute(Tuple.of(
                        RecordText.of(origin),
                        rows.stream()
                                .map(record -> RecordText.of(record.getName()))
                                .toArray(String[]::new),
                        rows.stream()
                                .map(record -> Type.string(record.getType()))
                                .toArray(String[]::new),
                        rows.stream().map(RecordText::valueOf).toArray(String[]::new),
                        rows.stream().map(Record::getTTL).toArray(Long[]::new)))
                .mapEmpty();
    }

    private static Tuple authority(Name origin, SOARecord soa) {
        return Tuple.of(RecordText.of(origin), soa.getSerial())
                .addString(RecordText.of(soa.getHost()))
                .addString(RecordText.of(soa.getAdmin()))
                .addLong(soa.getRefresh())
                .addLong(soa.getRetry())
                .addLong(soa.getExpire())
                .addLong(soa.getMinimum())
                .addLong(soa.getTTL());
    }

    private static SOARecord authority(Name origin, Row row) {
        return new SOARecord(
                origin,
                DClass.IN,
                row.getLong("ttl"),
                RecordText.name(row.getString("primary_server")),
                RecordText.name(row.getString("contact")),
                row.getLong("serial"),
                row.getLong("refresh"),
                row.getLong("retry"),
                row.getLong("expire"),
                row.getLong("minimum"));
    }

    private static Record record(Row row) {
        return RecordText.record(
                row.getString("name"), row.getString("type"), row.getLong("ttl"), row.getString("value"));
    }

    private static Row theRow(RowSet<Row> rows, Name origin) {
        if (rows.size() == 0) {
            throw new IllegalStateException(
                    "the zone %s is not in the database any more; start the server again".formatted(origin));
        }
        return rows.iterator().next();
    }
}
