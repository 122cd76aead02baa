package io.dormouse.sandbox.dns;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base16;

/** The form of names and values in the database: presentation form, which a person can read (RFC 1035 §5.1). */
final class RecordText {
    private RecordText() {}

    /** Lower case, without the dot at the end. */
    static String of(Name name) {
        return name.toString(true).toLowerCase(Locale.ROOT);
    }

    static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException("'%s' is not a domain name: %s".formatted(text, e.getMessage()), e);
        }
    }

    /** The value; where the type's own form would not read back as the same, the form of RFC 3597 §5, which always does. */
    static String valueOf(Record record) {
        String text = record.rdataToString();
        if (read(record, text).filter(record::equals).isPresent()) return text;
        byte[] data = record.rdataToWireCanonical();
        return "\\# %d %s".formatted(data.length, base16.toString(data));
    }

    static Record record(String name, String type, long ttl, String value) {
        try {
            return Record.fromString(name(name), Type.value(type), DClass.IN, ttl, value, Name.root);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the record %s %s '%s' of the database cannot be read: %s"
                            .formatted(name, type, value, e.getMessage()),
                    e);
        }
    }

    private static Optional<Record> read(Record like, String text) {
        try {
            return Optional.of(
                    Record.fromString(like.getName(), like.getType(), DClass.IN, like.getTTL(), text, Name.root));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
