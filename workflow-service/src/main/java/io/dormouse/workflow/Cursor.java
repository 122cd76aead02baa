package io.dormouse.workflow;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.workflow.store.WorkflowReads.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** The opaque text by which a list goes on. */
final class Cursor {
    private Cursor() {}

    static String after(WorkflowHead last) {
        String place = last.createdAt() + " " + last.id();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static Place read(String cursor) {
        try {
            String[] place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
            if (place.length == 2 && place[1].indexOf('\0') < 0) return new Place(Instant.parse(place[0]), place[1]);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unknown(cursor);
        }
        throw unknown(cursor);
    }

    private static RuntimeException unknown(String cursor) {
        return CallFailure.INVALID_REQUEST.exception(
                "'%s' is not a cursor that a list gave; begin without one".formatted(cursor));
    }
}
