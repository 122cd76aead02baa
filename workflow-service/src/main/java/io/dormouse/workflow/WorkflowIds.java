package io.dormouse.workflow;

import io.dormouse.contracts.Payload;
import io.dormouse.contracts.workflow.WorkflowFailure;
import io.dormouse.host.bus.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for what others may call things. */
final class WorkflowIds {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

    /** Children have ids that nobody else can give. */
    private static final Pattern CHILD_ID = Pattern.compile("[A-Za-z0-9._:~-]*~[A-Za-z0-9._:~-]*");

    /** A UUID of version 7 (RFC 9562): its first 48 bits are the time. */
    private static final Pattern TIMED_KEY =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final long TIME = 0xFFFF_FFFF_FFFF_0000L;
    private static final long VERSION_8 = 0x8000L;
    private static final long BELOW_VERSION = 0x0FFFL;

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 300;
    private static final int SHOWN = 80;

    /** Who may trigger keys that begin so; the engine's own never come over the bus. */
    private static final List<Reserved> RESERVED = List.of(
            new Reserved("approval:", Optional.of("approval-adapter")), new Reserved("child:", Optional.empty()));

    private record Reserved(String prefix, Optional<String> actor) {}

    private WorkflowIds() {}

    /** The id that the caller gave, or one that follows from the call's key, so that asking again finds the first. */
    static String ofNew(Optional<String> given, Call call) {
        String id = given.orElseGet(() -> following(call.requiredKey()).toString());
        if (!ID.matcher(id).matches()) {
            throw WorkflowFailure.ID_INVALID.exception(
                    "'%s' cannot be the id of a workflow: use 1 to %d of the characters A-Z a-z 0-9 . _ : -"
                            .formatted(shown(id), LONGEST_ID));
        }
        return id;
    }

    /** That of a key which begins with the time begins with it too, so that workflows of one time lie side by side in the database. */
    private static UUID following(String key) {
        UUID hash = UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
        if (!TIMED_KEY.matcher(key).matches()) return hash;
        long time = UUID.fromString(key).getMostSignificantBits() & TIME;
        return new UUID(
                time | VERSION_8 | hash.getMostSignificantBits() & BELOW_VERSION, hash.getLeastSignificantBits());
    }

    /** The id that the engine gave to a child. */
    static String ofChild(Optional<String> given) {
        return given.filter(WorkflowIds::isOfChild)
                .orElseThrow(() -> WorkflowFailure.ID_INVALID.exception(
                        "'%s' cannot be the id of a child: the engine makes them; start it without a parent"
                                .formatted(given.map(WorkflowIds::shown).orElse(""))));
    }

    /** The id of a workflow that should be there. One that none can have is unknown like any other. */
    static String existing(@Nullable String id) {
        if (id == null) throw WorkflowFailure.WORKFLOW_UNKNOWN.exception("null is the id of no workflow");
        if (ID.matcher(id).matches() || isOfChild(id)) return id;
        throw WorkflowFailure.WORKFLOW_UNKNOWN.exception("there is no workflow with the id '%s'".formatted(shown(id)));
    }

    private static boolean isOfChild(String id) {
        return id.length() <= LONGEST_ID && CHILD_ID.matcher(id).matches();
    }

    private static String shown(String id) {
        String printable = id.replaceAll("\\P{Graph}", "?");
        return printable.length() <= SHOWN ? printable : printable.substring(0, SHOWN) + "…";
    }

    static String eventKey(String key, String actor) {
        name("the event's key", key);
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

    /** The name of a signal. */
    static String signal(String name) {
        return name("the name of the signal", name);
    }

    /** The id of a signal: the one that the caller gave, or the call's key. */
    static String signalId(Optional<String> given, Call call) {
        return name("the id of the signal", given.orElseGet(call::requiredKey));
    }

    /** What an order is remembered by: the call's key. */
    static String orderKey(Call call) {
        return Payload.checkText("the key of the order", call.requiredKey());
    }

    private static String name(String what, String name) {
        Payload.checkText(what, name);
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw WorkflowFailure.ID_INVALID.exception("%s must have 1 to %d characters".formatted(what, LONGEST_NAME));
        }
        return name;
    }
}
