package io.dormouse.bench.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the answers of one connection, one after the other, from the pieces in which they come. Only what servers under
 * measurement send: HTTP/1.1 with a {@code Content-Length} (RFC 9112 §6.2).
 */
final class AnswerReader {
    private static final String LENGTH = "\r\ncontent-length:";
    private static final int STATUS_AT = "HTTP/1.1 ".length();

    private Buffer unread = Buffer.buffer();

    /** The answer that is whole with this piece, if one is. No second one may have begun. */
    Optional<HttpAnswer> read(Buffer piece) {
        unread = unread.length() == 0 ? piece : unread.appendBuffer(piece);
        int head = headLength();
        if (head < 0) return Optional.empty();
        String fields = unread.getString(0, head, StandardCharsets.ISO_8859_1.name());
        int end = head + bodyLength(fields);
        if (unread.length() < end) return Optional.empty();
        if (unread.length() > end) throw new IllegalStateException("more came back than was asked for");
        HttpAnswer answer = new HttpAnswer(
                Integer.parseInt(fields.substring(STATUS_AT, STATUS_AT + 3)), unread.getString(head, end));
        unread = Buffer.buffer();
        return Optional.of(answer);
    }

    /** With the empty line; negative if that is not here yet. */
    private int headLength() {
        for (int i = 3; i < unread.length(); i++) {
            if (unread.getByte(i) == '\n' && unread.getByte(i - 2) == '\n') return i + 1;
        }
        return -1;
    }

    private static int bodyLength(String fields) {
        int at = fields.toLowerCase(Locale.ROOT).indexOf(LENGTH);
        if (at < 0) throw new IllegalStateException("an answer without Content-Length: " + fields);
        int from = at + LENGTH.length();
        return Integer.parseInt(
                fields.substring(from, fields.indexOf('\r', from)).strip());
    }
}
