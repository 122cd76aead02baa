package io.dormouse.testkit;

import io.dormouse.engine.journal.Entry;
import io.dormouse.engine.journal.Kind;
import io.dormouse.engine.journal.Outcome;
import io.dormouse.engine.journal.Recorded;
import io.dormouse.engine.replay.Command;
import io.dormouse.engine.replay.Request;
import java.util.List;

/**
 * A workflow does not come out the same when its code runs again over its journal: in production it would be stuck after the
 * next restart. The message has both sides and their lines.
 */
public final class NotDeterministicError extends AssertionError {
    private static final long serialVersionUID = 1L;

    private static final String ADVICE =
            " What the code decides by must come from its input, from the flow (now, random, uuid), or from a step.";

    private NotDeterministicError(String id, String what) {
        super("the workflow %s does not come out the same when it runs again: %s.%s".formatted(id, what, ADVICE));
    }

    static NotDeterministicError stuck(String id, Outcome.Failure why) {
        return new NotDeterministicError(id, why.message());
    }

    static NotDeterministicError otherCommand(String id, Command before, Command now) {
        return new NotDeterministicError(
                id,
                "command %d was %s at %s, and is %s at %s now"
                        .formatted(now.seq(), described(before), before.line(), described(now), now.line()));
    }

    static NotDeterministicError otherCommand(String id, Command again, Kind kind, String name, String line) {
        return new NotDeterministicError(
                id,
                "command %d was %s '%s' at %s, and is %s at %s when it runs again"
                        .formatted(again.seq(), kind.wireName(), name, line, described(again), again.line()));
    }

    static NotDeterministicError otherRequest(String id, Command now, Entry.Called before, String sent) {
        return new NotDeterministicError(
                id,
                "command %d, %s '%s' at %s, was sent with %s, and is %s now"
                        .formatted(
                                now.seq(),
                                before.kind().wireName(),
                                before.name(),
                                before.line(),
                                sent,
                                described(now)));
    }

    static NotDeterministicError otherEnd(String id, String before, String now) {
        return new NotDeterministicError(id, "it ended with %s, and ends with %s now".formatted(before, now));
    }

    /** @param later what came after that */
    static NotDeterministicError endsEarly(String id, String now, List<Recorded> later) {
        String wait = later.stream()
                .map(Recorded::entry)
                .filter(Entry.Completed.class::isInstance)
                .map(Entry.Completed.class::cast)
                .findFirst()
                .map(next -> " for %s '%s' at %s".formatted(next.kind().wireName(), next.name(), next.line()))
                .orElse("");
        return new NotDeterministicError(id, "it waited%s before, and ends with %s now".formatted(wait, now));
    }

    static NotDeterministicError saysNothing(String id) {
        return new NotDeterministicError(id, "it waited before, and does not come to an await now");
    }

    private static String described(Command command) {
        String what = "%s '%s'".formatted(command.kind().wireName(), command.name());
        return switch (command.request()) {
            case Request.Timer timer -> "%s until %s".formatted(what, timer.due());
            case Request.ServiceCall call -> "%s with %s".formatted(what, call.body());
            case Request.Ask ask -> "%s with %s".formatted(what, ask.call().body());
            case Request.Child child ->
                "%s with %s".formatted(what, child.call().body());
            default -> what;
        };
    }
}
