package io.dormouse.gateway.http;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Percent-encoding, RFC 3986 §2.1, decoded once and without mercy: what is not ASCII, not two hex digits or not UTF-8 is refused. */
final class Percent {
    private Percent() {}

    /** The text behind an encoded piece of a path. */
    static String decode(String what, String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int at = 0; at < encoded.length(); at++) {
            char character = encoded.charAt(at);
            if (character > 0x7e || character < 0x21)
                throw refused(what, "has a character that must be percent-encoded");
            if (character != '%') {
                bytes.write(character);
                continue;
            }
            int high = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 1), 16) : -1;
            int low = at + 2 < encoded.length() ? Character.digit(encoded.charAt(at + 2), 16) : -1;
            if (high < 0 || low < 0)
                throw refused(what, "has a % that two hexadecimal digits do not follow; write %25 for it");
            bytes.write(high << 4 | low);
            at += 2;
        }
        return text(what, bytes.toByteArray());
    }

    /** The text behind an encoded piece of a query, where a plus means a space. */
    static String decodeForm(String what, String encoded) {
        return decode(what, encoded.replace("+", "%20"));
    }

    private static String text(String what, byte[] utf8) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            if (text.indexOf('\0') >= 0) throw refused(what, "holds the character NUL, which cannot be stored");
            return text;
        } catch (CharacterCodingException e) {
            throw refused(what, "is percent-encoded, but not from UTF-8");
        }
    }

    private static ProblemException refused(String what, String why) {
        return Problem.invalidRequest("%s %s.".formatted(what, why)).exception();
    }
}
