package io.dormouse.dns.provider;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.Update;

/** What must still be so at the server when a change is made there (RFC 2136 §2.4). */
sealed interface Condition {
    void writeTo(Update update);

    /** Exactly these records are there (§2.4.2). */
    record Exactly(List<Record> records) implements Condition {
        @Override
        public void writeTo(Update update) {
            // A prerequisite has no time to live: the server calls any other than 0 malformed.
            records.forEach(record -> update.present(Record.newRecord(
                    record.getName(), record.getType(), record.getDClass(), 0, record.rdataToWireCanonical())));
        }
    }

    /** No record of the type is there (§2.4.3). */
    record NoSet(Name name, int type) implements Condition {
        @Override
        public void writeTo(Update update) {
            update.absent(name, type);
        }
    }

    /** No record of the type is there, and no alias (§2.4.3). */
    record NoSuchSet(Name name, int type) implements Condition {
        @Override
        public void writeTo(Update update) {
            update.absent(name, type);
            update.absent(name, Type.CNAME);
        }
    }

    /** The name has no records at all (§2.4.5): what an alias needs. */
    record NoSuchName(Name name) implements Condition {
        @Override
        public void writeTo(Update update) {
            update.absent(name);
        }
    }

    /** The condition under which a change may replace what was found. */
    static Condition of(Change change, Reading found, boolean foundIsSynthesized) {
        if (!found.isEmpty() && !foundIsSynthesized) return new Exactly(found.records());
        return change.type() == Type.CNAME
                ? new NoSuchName(change.name())
                : new NoSuchSet(change.name(), change.type());
    }
}
