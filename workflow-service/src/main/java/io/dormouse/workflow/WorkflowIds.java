package io.dormouse.workflow;

import io.dormouse.contracts.Payload;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.host.bus.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** The rules for what others may call things. */
final class WorkflowIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");
    private static final int LONGEST_EVENT_KEY = 300;

    /** Who may trigger keys that begin so; the engine's own never come over the bus. */
    private static final List<Reserved> RESERVED = List.of(
            new Reserved("approval:", Optional.of("approval-adapter")), new Reserved("child:", Optional.empty()));

    private record Reserved(String prefix, Optional<String> actor) {}

    private WorkflowIds() {}

    /** The id that the caller gave, or one that follows from the call's key, so that asking again finds the first. */
    static String ofStart(Optional<String> given, Call call) {
        String id =
                given.orElseGet(() -> UUID.nameUUIDFromBytes(call.requiredKey().getBytes(StandardCharsets.UTF_8))
                        .toString());
        if (!ID.matcher(id).matches()) {
            throw WorkflowFailure.ID_INVALID.exception(
                    "'%s' cannot be the id of a workflow: use 1 to 200 of the characters A-Z a-z 0-9 . _ : -"
                            .formatted(id));
        }
        return id;
    }

    static String eventKey(String key, String actor) {
        Payload.checkText("the event's key", key);
        if (key.isBlank() || key.length() > LONGEST_EVENT_KEY) {
            throw WorkflowFailure.ID_INVALID.exception(
                    "the key of an event must have 1 to %d characters".formatted(LONGEST_EVENT_KEY));
        }
        for (Reserved reserved : RESERVED) {
            if (key.startsWith(reserved.prefix())
                    && reserved.actor().filter(actor::equals).isEmpty()) {
                throw WorkflowFailure.KEY_RESERVED.exception(
                        "keys that begin with %s are triggered by the system itself; use another key"
                                .formatted(reserved.prefix()));
            }
        }
        return key;
    }
}
