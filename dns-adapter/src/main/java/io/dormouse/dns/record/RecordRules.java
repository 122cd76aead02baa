package io.dormouse.dns.record;

import io.dormouse.contracts.dns.DnsException;
import io.dormouse.contracts.dns.DnsFailure;
import java.io.IOException;
import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** What may be asked for. Everything refused here is {@link DnsFailure#RECORD_INVALID}, and no server has seen it. */
public final class RecordRules {
    private static final List<String> TYPES = List.of("A", "AAAA", "CAA", "CNAME", "MX", "PTR", "SRV", "TXT");
    private static final List<String> OF_THE_ZONE = List.of("SOA", "NS");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9_-]+");

    private RecordRules() {}

    /** A record that a server can be asked to hold. */
    public static Record record(String name, String type, String value, int ttl) {
        Name owner = name(name);
        int number = type(type);
        if (ttl < 0) throw invalid("the time to live of %s is %d; it must be 0 to 2,147,483,647 seconds", name, ttl);
        if (value.isBlank() && number != Type.TXT) throw invalid("the record %s %s has no value", name, type);
        if (number == Type.TXT) {
            return Record.newRecord(owner, Type.TXT, DClass.IN, ttl, TextData.parse(value));
        }
        if (!value.chars().allMatch(character -> character >= ' ' && character <= '~')) {
            throw invalid(
                    "the value '%s' of %s has characters that are not printable ASCII; write names in punycode (%s)",
                    value, name, punycode(value));
        }
        try {
            Record record = Record.fromString(owner, number, DClass.IN, ttl, value, Name.root);
            if (record instanceof CNAMERecord alias && alias.getTarget().equals(owner)) {
                throw invalid("%s cannot be an alias of itself", name);
            }
            return record;
        } catch (IOException | IllegalArgumentException e) {
            throw invalid(
                    "'%s' is not the value of a record %s (%s): %s",
                    value, Type.string(number), example(number), String.valueOf(e.getMessage()));
        }
    }

    /** A domain name of letters, digits, hyphens and underscores; the first label may be {@code *}. */
    public static Name name(String text) {
        if (!text.chars().allMatch(character -> character < 128)) {
            throw invalid(
                    "the name %s has characters that are not ASCII; write it in punycode: %s", text, punycode(text));
        }
        String relative = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        String[] labels = relative.split("\\.", -1);
        for (int i = 0; i < labels.length; i++) {
            boolean wildcard = i == 0 && labels[i].equals("*") && labels.length > 1;
            if (!wildcard && !LABEL.matcher(labels[i]).matches()) {
                throw invalid(
                        "'%s' is not a domain name: its part '%s' must be letters, digits, - or _", text, labels[i]);
            }
        }
        try {
            return Name.fromString(relative.toLowerCase(Locale.ROOT), Name.root);
        } catch (IOException e) {
            throw invalid(
                    "'%s' is not a domain name: %s (63 characters a part and 255 in all are possible)",
                    text, String.valueOf(e.getMessage()));
        }
    }

    /** The number of a type that may be set. */
    public static int type(String text) {
        String type = text.toUpperCase(Locale.ROOT);
        if (OF_THE_ZONE.contains(type)) {
            throw invalid("records of type %s belong to the zone itself; change them at its server", type);
        }
        if (!TYPES.contains(type)) {
            throw invalid("the type '%s' cannot be set; it must be one of %s", text, String.join(", ", TYPES));
        }
        return Type.value(type);
    }

    private static String example(int type) {
        return switch (type) {
            case Type.A -> "such as 192.0.2.1";
            case Type.AAAA -> "such as 2001:db8::1";
            case Type.MX -> "such as 10 mail.example.org";
            case Type.SRV -> "such as 0 5 443 www.example.org";
            case Type.CAA -> "such as 0 issue \"ca.example.org\"";
            default -> "such as www.example.org";
        };
    }

    private static String punycode(String text) {
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            return "for example xn--bcher-kva.example for bücher.example";
        }
    }

    private static DnsException invalid(String sentence, Object... values) {
        return DnsFailure.RECORD_INVALID.exception(sentence.formatted(values));
    }
}
