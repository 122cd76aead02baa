package io.dormouse.sandbox.dns;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Zones and records as they are written in a master file (RFC 1035 §5). */
final class ZoneText {
    static final Name DEMO = Name.fromConstantString("demo.test.");

    private ZoneText() {}

    /** {@code demo.test} at serial 10 with a name server, and these records. */
    static Zone demo(String records) {
        return Zone.of(DEMO, records("""
            @ 60 SOA ns1 hostmaster 10 60 30 3600 5
            @ 60 NS ns1
            ns1 60 A 192.0.2.53
            """ + records));
    }

    static List<Record> records(String text) {
        try (Master master = new Master(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), DEMO, 0)) {
            List<Record> records = new ArrayList<>();
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) records.add(record);
            return records;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Record record(String text) {
        return records(text + "\n").getFirst();
    }

    static Name name(String relative) {
        try {
            return Name.fromString(relative, DEMO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code name ttl type value} of each record, without the start of authority, in order. */
    static List<String> lines(Zone zone) {
        return zone.records().stream()
                .filter(record -> record.getType() != Type.SOA)
                .map(ZoneText::line)
                .sorted()
                .toList();
    }

    static String line(Record record) {
        return "%s %d %s %s"
                .formatted(
                        record.getName().relativize(DEMO),
                        record.getTTL(),
                        Type.string(record.getType()),
                        record.rdataToString());
    }
}
