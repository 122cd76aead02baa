package io.dormouse.sandbox.dns;

import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** Which types can be records of a zone, and which only mean something in a message (RFC 6895 §3.1). */
final class RecordTypes {
    private RecordTypes() {}

    /** Whether a zone can hold records of this type: not OPT, TSIG, ANY, AXFR and the other 126 of the range 128 to 255. */
    static boolean isData(int type) {
        return type != 0 && type != Type.OPT && (type < 128 || type > 255);
    }

    /** Whether the type asks for something rather than being it, but may stand for all types in an update: ANY. */
    static boolean isDataOrAny(int type) {
        return isData(type) || type == Type.ANY;
    }

    /** Whether the record came with data; those that only name a place come without. */
    static boolean hasData(Record record) {
        return record.rdataToWireCanonical().length > 0;
    }
}
