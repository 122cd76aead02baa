package io.dormouse.workflow;

import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.Payload;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.workflow.CompleteCommand;
import io.dormouse.contracts.workflow.GivenFailure;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.store.Status;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What requests may say, checked before anything is queued, so that one bad value never fails its neighbours. */
final class Wishes {
    private static final int LONGEST_REASON = 10_000;
    private static final int LONGEST_TYPE = 300;
    private static final int LONGEST_NAME = 300;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 100;

    private Wishes() {}

    /** Any JSON value, as text. */
    static String payload(String what, Object value) {
        return Payload.check(what, Wire.text(value));
    }

    /** Why somebody does something. */
    static String reason(String reason) {
        return text("the reason", reason, LONGEST_REASON);
    }

    private static String text(String what, String text, int longest) {
        if (text.length() > longest)
            throw invalid("%s has %d characters; at most %d fit".formatted(what, text.length(), longest));
        return Payload.checkText(what, text);
    }

    /** The tags of a start, or those that a filter asks for. */
    static Map<String, String> tags(Optional<Map<String, String>> given) {
        Map<String, String> tags = given.orElse(Map.of());
        if (tags.size() > MOST_TAGS)
            throw invalid("there are %d tags; at most %d fit".formatted(tags.size(), MOST_TAGS));
        tags.forEach((name, value) -> {
            tag("the name of a tag", name);
            tag("the value of the tag " + name, value);
        });
        return tags;
    }

    /** JSON has null where Java would have no value. */
    private static void tag(String what, @Nullable String text) {
        if (text == null || text.isBlank() || text.length() > LONGEST_TAG)
            throw invalid("%s must have 1 to %d characters".formatted(what, LONGEST_TAG));
        Payload.checkText(what, text);
    }

    /** The name of a definition. */
    static Optional<String> name(Optional<String> name) {
        return name.map(given -> text("the name", given, LONGEST_NAME));
    }

    /** The states that a filter lets through. */
    static Set<Status> statuses(Optional<String> status) {
        return status.<Set<Status>>map(name -> EnumSet.of(status(name))).orElseGet(() -> EnumSet.allOf(Status.class));
    }

    private static Status status(String name) {
        return Arrays.stream(Status.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        invalid("'%s' is no status; these are: %s".formatted(name, Arrays.toString(Status.values()))));
    }

    static int limit(int limit, int largest) {
        if (limit < 1 || limit > largest) throw invalid("limit is %d; it must be 1 to %d".formatted(limit, largest));
        return limit;
    }

    /** A position of a journal. */
    static long position(long position) {
        if (position >= 0) return position;
        throw WorkflowFailure.POSITION_INVALID.exception(
                "there is no position %d; the first of a journal is 0".formatted(position));
    }

    /** A result that a person gives, of which none means null; or a failure. */
    static Outcome outcome(CompleteCommand request) {
        if (request.result().isPresent() && request.failure().isPresent())
            throw invalid("a command ends with a result or with a failure; give one of them");
        return request.failure()
                .<Outcome>map(Wishes::failure)
                .orElseGet(() -> request.result()
                        .map(result -> new Outcome.Success(payload("the result", result), null))
                        .orElse(Outcome.NOTHING));
    }

    private static Outcome.Failure failure(GivenFailure given) {
        String type = text("the type of the failure", given.type(), LONGEST_TYPE);
        if (type.isBlank())
            throw invalid("the failure needs a type: a code of the contract, or the class of an exception");
        return new Outcome.Failure(
                type, given.code(), text("the message of the failure", given.message(), LONGEST_REASON), false);
    }

    static RuntimeException invalid(String sentence) {
        return CallFailure.INVALID_REQUEST.exception(sentence);
    }
}
