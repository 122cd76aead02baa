package io.dormouse.approval;

import io.dormouse.contracts.Payload;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;

/** Where a page ended: the age and id of its last request. Opaque to callers. */
record Cursor(OffsetDateTime createdAt, String id) {
    private static final char BETWEEN = '|';

    String text() {
        String text = createdAt.toString() + BETWEEN + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Cursor parse(String text) {
        try {
            String decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int between = decoded.indexOf(BETWEEN);
            if (between < 0) throw Limits.refused("the cursor is not one that a page ended with");
            return new Cursor(
                    OffsetDateTime.parse(decoded.substring(0, between)),
                    Payload.checkText("the cursor", decoded.substring(between + 1)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw Limits.refused("the cursor is not one that a page ended with");
        }
    }
}
