package io.dormouse.job.provider;

import io.dormouse.contracts.job.JobResult;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.function.Supplier;

/** Runs commands on hosts. */
public interface JobRunner {
    /**
     * Runs a command on a host and waits for its end.
     *
     * <p>The future fails with a {@link io.dormouse.contracts.job.JobException} if it is known how this ended: the host or the login
     * was refused, the command failed or took too long. It fails with {@link ConnectionLost} if it is not known, which says
     * whether the command had left.
     *
     * @param beforeSending called once, when all is ready for the command to leave; if its future fails the command does not
     *     leave, and the result fails with that failure
     */
    Future<JobResult> run(InetAddress host, CommandLine command, Supplier<Future<Void>> beforeSending);

    /** Cuts all connections. Jobs under way fail with {@link ConnectionLost}. */
    Future<Void> close();
}
