package io.dormouse.workflow;

import io.dormouse.host.Database;
import io.dormouse.host.config.Configuration;
import io.dormouse.host.config.Form;
import io.dormouse.host.config.Key;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a process with a node of the workflow service is told. */
final class WorkflowKeys {
    private static final Key<Optional<Path>> WORKFLOWS =
            Key.optional("workflows", Form.folder(), "jars with workflows, beside those on the class path");
    private static final Key<Integer> LANES = Key.standard(
            "lanes", Form.number(1, 2, "lanes"), "1", "event loops that own workflows, each with its connection");
    private static final Key<Integer> WARM_LIMIT = Key.standard(
            "warm-limit",
            Form.number(0, 10_000_000, "workflows"),
            "10000",
            "how many that sleep may stay in memory, about 1 KB each");
    private static final Key<Optional<Duration>> RETENTION = Key.optional(
            "retention",
            Form.duration(Duration.ofHours(1), Duration.ofDays(36_500)),
            "how long a workflow is kept after its end, for ever if nothing is said; then a repeated start runs again");

    private WorkflowKeys() {}

    static List<Key<?>> all() {
        return List.of(WORKFLOWS, LANES, WARM_LIMIT, RETENTION);
    }

    static WorkflowServiceConfig read(Configuration told, Database database) {
        return new WorkflowServiceConfig(
                database, told.get(WORKFLOWS), told.get(LANES), told.get(WARM_LIMIT), false, told.get(RETENTION));
    }
}
