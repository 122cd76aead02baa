package io.dormouse.dns.record;

import io.dormouse.contracts.dns.DnsFailure;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The data of a TXT record (RFC 1035 §3.3.14): strings of at most 255 bytes. A value that begins with a quote is in presentation
 * form, one string after the other; any other value is the text itself. Longer strings are cut, and readers put them together.
 */
final class TextData {
    private static final int LONGEST = 255;
    private static final int MAX_BYTES = 60_000;

    private TextData() {}

    /** The bytes as they stand in a message: each string with its length ahead. */
    static byte[] parse(String value) {
        List<byte[]> strings = value.stripLeading().startsWith("\"")
                ? new Quoted(value.strip()).strings()
                : List.of(value.getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (byte[] string : strings) {
            for (int from = 0; from == 0 || from < string.length; from += LONGEST) {
                byte[] part = Arrays.copyOfRange(string, from, Math.min(string.length, from + LONGEST));
                data.write(part.length);
                data.writeBytes(part);
            }
        }
        if (data.size() > MAX_BYTES) {
            throw DnsFailure.RECORD_INVALID.exception(
                    "a text of %d bytes does not fit into a record; %d are possible".formatted(data.size(), MAX_BYTES));
        }
        return data.toByteArray();
    }

    /** The presentation form, every string quoted, so that it is read back as the same. */
    static String format(List<byte[]> strings) {
        return strings.stream().map(TextData::quote).collect(Collectors.joining(" "));
    }

    private static String quote(byte[] string) {
        StringBuilder text = new StringBuilder("\"");
        for (byte each : string) {
            int character = each & 0xFF;
            if (character == '"' || character == '\\') {
                text.append('\\').append((char) character);
            } else if (character < ' ' || character > '~') {
                text.append(String.format(Locale.ROOT, "\\%03d", character));
            } else {
                text.append((char) character);
            }
        }
        return text.append('"').toString();
    }

    /** Reads quoted strings, in which {@code \"} stands for a quote and {@code \065} for the byte 65 (RFC 1035 §5.1). */
    private static final class Quoted {
        private final byte[] value;
        private int at;

        Quoted(String value) {
            this.value = value.getBytes(StandardCharsets.UTF_8);
        }

        List<byte[]> strings() {
            List<byte[]> strings = new ArrayList<>();
            while (at < value.length) {
                if (value[at] == ' ') {
                    at++;
                } else {
                    if (value[at] != '"') throw wrong("has text outside its quotes");
                    at++;
                    strings.add(string());
                }
            }
            return strings;
        }

        private byte[] string() {
            ByteArrayOutputStream string = new ByteArrayOutputStream();
            while (at < value.length && value[at] != '"') {
                string.write(value[at] == '\\' ? escaped() : value[at++]);
            }
            if (at == value.length) throw wrong("has a quote that is not closed");
            at++;
            return string.toByteArray();
        }

        private int escaped() {
            at++;
            if (at == value.length) throw wrong("ends with a backslash");
            if (!isDigit(at)) return value[at++];
            if (!isDigit(at + 1) || !isDigit(at + 2)) throw wrong("has a backslash with fewer than three digits");
            int code = Integer.parseInt(new String(value, at, 3, StandardCharsets.US_ASCII));
            if (code > 255) throw wrong("has the escape \\%d, which is no byte".formatted(code));
            at += 3;
            return code;
        }

        private boolean isDigit(int index) {
            return index < value.length && value[index] >= '0' && value[index] <= '9';
        }

        private static RuntimeException wrong(String what) {
            return DnsFailure.RECORD_INVALID.exception(
                    "the text " + what + "; write \"one string\" \"another\", or no quotes at all");
        }
    }
}
