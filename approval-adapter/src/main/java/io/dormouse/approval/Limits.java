package io.dormouse.approval;

import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.approval.DecideApproval;
import io.dormouse.contracts.approval.GetApproval;
import io.dormouse.contracts.approval.ListApprovals;
import io.dormouse.contracts.approval.RequestApproval;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a request may hold; checked before anything is written. */
final class Limits {
    /** An event's key is at most 300 characters and begins with {@code approval:}. */
    static final int MAX_ID = 300 - Outbox.EVENT_PREFIX.length();

    private static final int MAX_NAME = 300;
    private static final int MAX_NAMES = 1_000;
    private static final int MAX_TEXT = 10_000;
    private static final int MAX_LIMIT = 1_000;
    private static final Set<String> STATES = Set.of(Approvals.PENDING, "APPROVED", "REJECTED", Approvals.WITHDRAWN);

    private Limits() {}

    static void check(RequestApproval request) {
        filled("the id", request.id(), MAX_ID);
        filled("the question", request.question(), MAX_TEXT);
        names("the approvers", request.approvers());
    }

    static void check(DecideApproval request) {
        filled("the id", request.id(), MAX_ID);
        present("the decision", request.decision());
        text("the comment", request.comment(), MAX_TEXT);
        names("the groups", request.groups());
    }

    static void check(GetApproval request) {
        filled("the id", request.id(), MAX_ID);
    }

    static void check(ListApprovals request) {
        Optional<String> state = present("the state", request.state());
        if (state.isPresent() && !STATES.contains(state.get())) {
            throw refused("the state %s is none of PENDING, APPROVED, REJECTED, WITHDRAWN"
                    .formatted(Payload.checkText("the state", state.get())));
        }
        if (request.limit() < 1 || request.limit() > MAX_LIMIT) {
            throw refused("the limit %d is not between 1 and %d".formatted(request.limit(), MAX_LIMIT));
        }
        present("the cursor", request.cursor()).ifPresent(Cursor::parse);
    }

    private static void names(String what, @Nullable List<@Nullable String> names) {
        List<@Nullable String> given = present(what, names);
        if (given.size() > MAX_NAMES) throw refused("%s are more than %d names".formatted(what, MAX_NAMES));
        for (String name : given) filled("a name among " + what, name, MAX_NAME);
    }

    private static void filled(String what, @Nullable String text, int most) {
        if (text(what, text, most).isBlank()) throw refused(what + " is empty");
    }

    private static String text(String what, @Nullable String text, int most) {
        String given = present(what, text);
        if (given.length() > most) throw refused("%s is longer than %d characters".formatted(what, most));
        return Payload.checkText(what, given);
    }

    private static <T> T present(String what, @Nullable T value) {
        if (value == null) throw refused(what + " is missing");
        return value;
    }

    static CallException refused(String sentence) {
        return CallFailure.INVALID_REQUEST.exception(sentence);
    }
}
