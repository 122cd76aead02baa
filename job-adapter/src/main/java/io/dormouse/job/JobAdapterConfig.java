package io.dormouse.job;

import io.dormouse.host.Database;
import io.dormouse.job.provider.SshSettings;
import java.util.Map;

/**
 * What the job adapter needs to know.
 *
 * @param database the schema {@code job}, where the ledger lies
 * @param ssh how hosts are reached
 * @param jobs by name, what may be run; nothing else is
 */
public record JobAdapterConfig(Database database, SshSettings ssh, Map<String, JobCommand> jobs) {
    /** The one job that every server of the sandbox has: {@code deploy RELEASE KEY}. */
    public static final Map<String, JobCommand> DEPLOY =
            Map.of("deploy", JobCommand.remembering("deploy", "{argument}", "{key}"));

    /** Copies the jobs. */
    public JobAdapterConfig {
        jobs = Map.copyOf(jobs);
    }

    /** With the job {@link #DEPLOY} alone. */
    public static JobAdapterConfig of(Database database, SshSettings ssh) {
        return new JobAdapterConfig(database, ssh, DEPLOY);
    }
}
