package io.dormouse.workflow;

import io.dormouse.contracts.CallFailure;
import io.dormouse.engine.store.WorkflowHead;
import io.dormouse.workflow.store.Listings.Place;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** The opaque text by which a list goes on. */
final class Cursor {
    private Cursor() {}

    static String after(WorkflowHead last) {
        return encoded(last.createdAt() + " " + last.id());
    }

    static String after(String id) {
        return encoded(id);
    }

    private static String encoded(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    static Place read(String cursor) {
        String[] place = decoded(cursor).split(" ", 2);
        try {
            if (place.length == 2) return new Place(Instant.parse(place[0]), place[1]);
        } catch (DateTimeException e) {
            throw unknown();
        }
        throw unknown();
    }

    /** Of a list in the order of ids. */
    static String readId(String cursor) {
        return decoded(cursor);
    }

    private static String decoded(String cursor) {
        try {
            String place = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (place.indexOf('\0') < 0) return place;
        } catch (IllegalArgumentException e) {
            throw unknown();
        }
        throw unknown();
    }

    private static RuntimeException unknown() {
        return CallFailure.INVALID_REQUEST.exception("the cursor is none that a list gave; begin without one");
    }
}
