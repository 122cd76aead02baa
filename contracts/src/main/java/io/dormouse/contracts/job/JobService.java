package io.dormouse.contracts.job;

import io.dormouse.contracts.FailsWith;
import io.vertx.codegen.annotations.ProxyGen;
import io.vertx.core.Future;

/** Runs configured jobs on servers; every run needs a key and happens once. */
@ProxyGen
@FailsWith(JobFailure.class)
public interface JobService {
    /** Where the service listens on the bus. */
    String ADDRESS = "job.v1";

    /** Runs the job and waits for its end. Keyed. */
    Future<JobResult> run(RunJob request);
}
