package io.dormouse.job;

import io.dormouse.adapter.Attempt;
import io.dormouse.adapter.Guarantee;
import io.dormouse.adapter.KeyedEndpoint;
import io.dormouse.adapter.Ledger;
import io.dormouse.contracts.CallException;
import io.dormouse.contracts.CallFailure;
import io.dormouse.contracts.job.JobFailure;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.job.provider.CommandLine;
import io.dormouse.job.provider.ConnectionLost;
import io.dormouse.job.provider.Hosts;
import io.dormouse.job.provider.JobRunner;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * {@link JobService} on the bus: from a call to a command on a host, and from its end to an outcome.
 *
 * <p>That a command is about to leave is committed before it leaves, so an attempt that was superseded sends nothing. A host that
 * remembers keys makes the job happen once: whatever broke, the same key is sent again, and answered. To a host that does not,
 * nothing is sent a second time: if nobody heard how it ended, a person decides.
 */
final class JobEndpoint {
    private static final JsonObject LEAVING = new JsonObject().put("leaving", true);

    /** A command that left is at its host by then; a later one is harmless, because its key is known there. */
    private static final Duration LANDED = Duration.ofSeconds(1);

    private final Map<String, JobCommand> jobs;
    private final JobRunner runner;

    JobEndpoint(Map<String, JobCommand> jobs, JobRunner runner) {
        this.jobs = jobs;
        this.runner = runner;
    }

    KeyedEndpoint on(Vertx vertx, Ledger ledger) {
        return KeyedEndpoint.of(vertx, JobService.class, ledger)
                .keyed("run", RunJob.class, JobResult.class, Guarantee.IDEMPOTENT_BY_TOKEN, LANDED, this::run);
    }

    private Future<JobResult> run(RunJob request, Attempt attempt) {
        requireWhole(request);
        JobCommand job = jobs.get(request.job());
        if (job == null) {
            throw JobFailure.JOB_UNKNOWN.exception(
                    "there is no job \"%s\" here, only %s; configure it at the job adapter"
                            .formatted(request.job(), new TreeSet<>(jobs.keySet())));
        }
        InetAddress host = Hosts.literal(request.address());
        CommandLine command = job.commandLine(request.argument(), attempt.key());
        if (!job.remembersKeys() && attempt.expected().isPresent()) {
            throw unknown("\"%s\" was about to leave for %s when an earlier attempt ended"
                    .formatted(command, host.getHostAddress()));
        }
        return runner.run(host, command, () -> attempt.expect(LEAVING).compose(told -> attempt.stillCounts()))
                .recover(failure -> Future.failedFuture(
                        switch (failure) {
                            case ConnectionLost lost
                            when lost.sent() && !job.remembersKeys() -> unknown(lost.getMessage());
                            case ConnectionLost lost -> CallFailure.UNAVAILABLE.exception(lost.getMessage());
                            default -> failure;
                        }));
    }

    /** A field that was left out of the message is null here, whatever the record says. */
    private static void requireWhole(RunJob request) {
        if (Stream.of(request.job(), request.address(), request.argument()).anyMatch(Objects::isNull)) {
            throw CallFailure.INVALID_REQUEST.exception(
                    "a job needs a name, an address and an argument; this call says " + request);
        }
    }

    private static CallException unknown(String what) {
        return CallFailure.OUTCOME_UNKNOWN.exception(
                what + "; the host does not remember keys, so look there whether it was done");
    }
}
