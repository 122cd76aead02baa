package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/**
 * What an update does to a zone (RFC 2136 §3.2 to §3.6): everything or nothing, decided by the zone and the message alone.
 * Who may ask is decided before.
 */
final class UpdateRules {
    private UpdateRules() {}

    /**
     * Carries out an update on the draft. Any code but {@link Rcode#NOERROR} means that nothing was changed. The serial moves
     * when a record did and the update does not itself replace the start of authority (§3.6).
     */
    static int apply(ZoneDraft zone, Message update) {
        int code = Prerequisites.check(zone, update.getSection(Section.PREREQ));
        if (code == Rcode.NOERROR) code = prescan(zone.origin(), update.getSection(Section.UPDATE));
        if (code != Rcode.NOERROR) return code;

        zone.mark();
        long serial = serialOf(zone);
        update.getSection(Section.UPDATE).forEach(record -> change(zone, record));
        if (zone.changedSinceMark() && serialOf(zone) == serial) moveSerial(zone);
        return Rcode.NOERROR;
    }

    /** Looks for what would make the update impossible, before anything is changed (§3.4.1.3). */
    private static int prescan(Name origin, List<Record> updates) {
        for (Record record : updates) {
            if (!record.getName().subdomain(origin)) return Rcode.NOTZONE;
            int type = record.getType();
            boolean wellFormed = switch (record.getDClass()) {
                case DClass.IN -> RecordTypes.isData(type) && RecordTypes.hasData(record);
                case DClass.ANY ->
                    record.getTTL() == 0 && !RecordTypes.hasData(record) && RecordTypes.isDataOrAny(type);
                case DClass.NONE -> record.getTTL() == 0 && RecordTypes.isData(type);
                default -> false;
            };
            if (!wellFormed) return Rcode.FORMERR;
        }
        return Rcode.NOERROR;
    }

    private static void change(ZoneDraft zone, Record record) {
        switch (record.getDClass()) {
            case DClass.IN -> add(zone, record);
            case DClass.ANY -> deleteSets(zone, record);
            default -> deleteOne(zone, record);
        }
    }

    /** Adds a record, or replaces the one there where a name can have only one: CNAME and SOA (§3.4.2.2). */
    private static void add(ZoneDraft zone, Record record) {
        Name name = record.getName();
        int type = record.getType();
        if (type == Type.CNAME && zone.at(name).stream().anyMatch(set -> set.type() != Type.CNAME)) return;
        if (type != Type.CNAME && zone.find(name, Type.CNAME).isPresent()) return;
        if (type == Type.SOA && !isNewAuthority(zone, (SOARecord) record)) return;

        List<Record> records = new ArrayList<>();
        if (type != Type.CNAME && type != Type.SOA) {
            zone.find(name, type).ifPresent(set -> records.addAll(set.records()));
        }
        records.remove(record);
        records.add(record);
        zone.put(RecordSet.of(records));
    }

    private static boolean isNewAuthority(ZoneDraft zone, SOARecord record) {
        return record.getName().equals(zone.origin()) && !SerialNumber.isBefore(record.getSerial(), serialOf(zone));
    }

    /** Deletes a set, or all sets of a name; the apex keeps its start of authority and name servers (§3.4.2.3). */
    private static void deleteSets(ZoneDraft zone, Record record) {
        Name name = record.getName();
        for (RecordSet set : zone.at(name)) {
            boolean meant = record.getType() == Type.ANY || record.getType() == set.type();
            boolean kept = name.equals(zone.origin()) && (set.type() == Type.SOA || set.type() == Type.NS);
            if (meant && !kept) zone.remove(set.place());
        }
    }

    /** Deletes one record of a set; never the start of authority or the last name server of the apex (§3.4.2.4). */
    private static void deleteOne(ZoneDraft zone, Record record) {
        if (record.getType() == Type.SOA || !RecordTypes.hasData(record)) return;
        Record meant =
                Record.newRecord(record.getName(), record.getType(), DClass.IN, 0, record.rdataToWireCanonical());
        zone.find(record.getName(), record.getType()).ifPresent(set -> {
            List<Record> left = new ArrayList<>(set.records());
            if (!left.remove(meant)) return;
            boolean lastNameServer = set.type() == Type.NS && set.name().equals(zone.origin()) && left.isEmpty();
            if (lastNameServer) return;
            if (left.isEmpty()) {
                zone.remove(set.place());
            } else {
                zone.put(RecordSet.of(left));
            }
        });
    }

    private static void moveSerial(ZoneDraft zone) {
        SOARecord old = startOfAuthority(zone);
        zone.put(RecordSet.of(List.of(StartOfAuthority.withSerial(old, SerialNumber.next(old.getSerial())))));
    }

    private static long serialOf(ZoneDraft zone) {
        return startOfAuthority(zone).getSerial();
    }

    private static SOARecord startOfAuthority(ZoneDraft zone) {
        return (SOARecord)
                zone.find(zone.origin(), Type.SOA).orElseThrow().records().getFirst();
    }
}
