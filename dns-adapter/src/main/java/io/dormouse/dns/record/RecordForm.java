package io.dormouse.dns.record;

import io.dormouse.contracts.dns.DnsRecord;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** The form in which records leave this adapter: as they entered it. */
public final class RecordForm {
    private RecordForm() {}

    /** The record for people and other services: lower-case name without the last dot, value in presentation form. */
    public static DnsRecord of(Record record) {
        return new DnsRecord(
                nameOf(record.getName()),
                Type.string(record.getType()),
                valueOf(record),
                Math.toIntExact(record.getTTL()));
    }

    /** The value alone, in presentation form. */
    public static String valueOf(Record record) {
        return record instanceof TXTRecord text
                ? TextData.format(text.getStringsAsByteArrays())
                : record.rdataToString();
    }

    /** Lower case, without the last dot. */
    public static String nameOf(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }
}
