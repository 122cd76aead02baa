package io.dormouse.sandbox.dns;

import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.SOARecord;

/** Makes the record at the top of a zone (RFC 1035 §3.3.13, RFC 2308 §4). */
final class StartOfAuthority {
    private StartOfAuthority() {}

    /** The same authority at another serial. */
    static SOARecord withSerial(SOARecord old, long serial) {
        return new SOARecord(
                old.getName(),
                DClass.IN,
                old.getTTL(),
                old.getHost(),
                old.getAdmin(),
                serial,
                old.getRefresh(),
                old.getRetry(),
                old.getExpire(),
                old.getMinimum());
    }

    /** As it stands with an answer that something is not there: its time to live says how long to remember that. */
    static SOARecord forAbsence(SOARecord soa) {
        long ttl = Math.min(soa.getTTL(), soa.getMinimum());
        return new SOARecord(
                soa.getName(),
                DClass.IN,
                ttl,
                soa.getHost(),
                soa.getAdmin(),
                soa.getSerial(),
                soa.getRefresh(),
                soa.getRetry(),
                soa.getExpire(),
                soa.getMinimum());
    }

    /** Where a new zone begins: serial 1, absence remembered for five seconds, because a sandbox changes often. */
    static SOARecord ofNewZone(Name origin, Name primary, Name contact) {
        return new SOARecord(origin, DClass.IN, 60, primary, contact, 1, 60, 30, 3600, 5);
    }
}
