package io.dormouse.workflow;

import io.dormouse.host.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What a workflow service needs to know.
 *
 * @param database the schema {@code dormouse}
 * @param workflows a folder of jars with workflows, beside those on the class path
 * @param lanes how many owners, each with a loop and a connection for its flushes: 1 or 2
 * @param warmLimit how many sleeping workflows may stay in memory, over all lanes; the rest is in Postgres only
 * @param alone whether no other node can be alive, so that what a dead one owned is taken at once
 * @param retention how long a workflow is kept after its end; without it for ever. Afterwards a start under its id that is repeated
 *     runs again. Its id is still not as good as new: children of the first life may be there longer, and ledgers keep their rows,
 *     and the second life gets their results
 */
public record WorkflowServiceConfig(
        Database database,
        Optional<Path> workflows,
        int lanes,
        int warmLimit,
        boolean alone,
        Optional<Duration> retention) {
    /** One that keeps what has ended. */
    public WorkflowServiceConfig(Database database, Optional<Path> workflows, int lanes, int warmLimit, boolean alone) {
        this(database, workflows, lanes, warmLimit, alone, Optional.empty());
    }

    /** The usual: one lane, 10,000 warm. */
    public static WorkflowServiceConfig of(Database database, Optional<Path> workflows, boolean alone) {
        return new WorkflowServiceConfig(database, workflows, 1, 10_000, alone);
    }
}
