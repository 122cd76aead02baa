package io.dormouse.sandbox.dns;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The prerequisite section of an update: what must be so before anything is changed (RFC 2136 §3.2). */
final class Prerequisites {
    private Prerequisites() {}

    /** {@link Rcode#NOERROR} if all hold, or the response code of the first that does not. */
    static int check(ZoneDraft zone, List<Record> prerequisites) {
        Map<RecordSet.Place, List<Record>> exactly = new LinkedHashMap<>();
        for (Record record : prerequisites) {
            if (record.getTTL() != 0) return Rcode.FORMERR;
            if (!record.getName().subdomain(zone.origin())) return Rcode.NOTZONE;
            int code = switch (record.getDClass()) {
                case DClass.ANY -> mustExist(zone, record);
                case DClass.NONE -> mustNotExist(zone, record);
                case DClass.IN -> {
                    exactly.computeIfAbsent(
                                    new RecordSet.Place(record.getName(), record.getType()), place -> new ArrayList<>())
                            .add(record);
                    yield RecordTypes.isData(record.getType()) ? Rcode.NOERROR : Rcode.FORMERR;
                }
                default -> Rcode.FORMERR;
            };
            if (code != Rcode.NOERROR) return code;
        }
        boolean equal = exactly.entrySet().stream()
                .allMatch(wanted -> zone.find(
                                wanted.getKey().name(), wanted.getKey().type())
                        .filter(set -> set.sameData(wanted.getValue()))
                        .isPresent());
        return equal ? Rcode.NOERROR : Rcode.NXRRSET;
    }

    private static int mustExist(ZoneDraft zone, Record record) {
        if (RecordTypes.hasData(record)) return Rcode.FORMERR;
        if (record.getType() == Type.ANY) return zone.at(record.getName()).isEmpty() ? Rcode.NXDOMAIN : Rcode.NOERROR;
        return zone.find(record.getName(), record.getType()).isPresent() ? Rcode.NOERROR : Rcode.NXRRSET;
    }

    private static int mustNotExist(ZoneDraft zone, Record record) {
        if (RecordTypes.hasData(record)) return Rcode.FORMERR;
        if (record.getType() == Type.ANY) return zone.at(record.getName()).isEmpty() ? Rcode.NOERROR : Rcode.YXDOMAIN;
        return zone.find(record.getName(), record.getType()).isPresent() ? Rcode.YXRRSET : Rcode.NOERROR;
    }
}
