package io.dormouse.sandbox.dns;

import java.util.HashSet;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/**
 * All records of one name and type. They have one time to live (RFC 2181 §5.2) and no order.
 *
 * @param name the owner
 * @param type the type's number
 * @param ttl seconds
 * @param records at least one, no two alike
 */
record RecordSet(Name name, int type, long ttl, List<Record> records) {
    /** Where a set stands in its zone. */
    record Place(Name name, int type) {}

    RecordSet {
        if (records.isEmpty()) throw new IllegalArgumentException("a record set of %s has no record".formatted(name));
        records = List.copyOf(records);
    }

    /** A set of the records given; repeated ones count once, and the time to live is the last one's. */
    static RecordSet of(List<Record> records) {
        Record last = records.getLast();
        List<Record> alike = records.stream()
                .map(record -> withTtl(record, last.getTTL()))
                .distinct()
                .toList();
        return new RecordSet(last.getName(), last.getType(), last.getTTL(), alike);
    }

    private static Record withTtl(Record record, long ttl) {
        if (record.getTTL() == ttl) return record;
        return Record.newRecord(record.getName(), record.getType(), DClass.IN, ttl, record.rdataToWireCanonical());
    }

    Place place() {
        return new Place(name, type);
    }

    /** Whether the data are the same, whatever the time to live: what a prerequisite asks. */
    boolean sameData(List<Record> others) {
        return new HashSet<>(records).equals(new HashSet<>(others));
    }

    /** Whether an answer made from the other set would be the same. */
    boolean sameAs(RecordSet other) {
        return ttl == other.ttl && sameData(other.records);
    }
}
