package io.dormouse.approval;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a process with the approval adapter is told. */
final class ApprovalKeys {
    private static final Key<Optional<List<String>>> MAY_DECIDE_OWN = Key.optional(
            "may-decide-own",
            Form.listOf(Form.text("a group")),
            "groups whose members may decide what they asked for themselves");

    private ApprovalKeys() {}

    static List<Key<?>> all() {
        return List.of(MAY_DECIDE_OWN);
    }

    static ApprovalAdapterConfig read(Configuration told, Database database) {
        return new ApprovalAdapterConfig(
                database, Set.copyOf(told.get(MAY_DECIDE_OWN).orElse(List.of())));
    }
}
