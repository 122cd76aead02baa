package io.dormouse.job;

import static io.dormouse.job.Waiting.await;

import io.dormouse.contracts.FailureCode;
import io.dormouse.contracts.Failures;
import io.dormouse.contracts.KeyedCall;
import io.dormouse.contracts.Wire;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.serviceproxy.ServiceException;
import io.vertx.serviceproxy.ServiceExceptionMessageCodec;

/** A bus with job adapters on it, and a caller. */
final class Bus implements AutoCloseable {
    final Vertx vertx = ServiceVertx.alone();

    Bus() {
        vertx.eventBus().registerDefaultCodec(ServiceException.class, new ServiceExceptionMessageCodec());
    }

    /** @return for {@link #undeploy} */
    String deploy(JobAdapterConfig config) {
        return await(vertx.deployVerticle(new JobAdapter(config)));
    }

    void undeploy(String deployment) {
        await(vertx.undeploy(deployment));
    }

    Future<JobResult> run(String key, String job, String address, String argument) {
        return run(key, Wire.encode(new RunJob(job, address, argument)));
    }

    Future<JobResult> run(String key, JsonObject request) {
        return new KeyedCall(JobService.ADDRESS, "run", new JsonObject().put("request", request), key, "ada")
                .send(vertx)
                .map(answer -> Wire.decode((JsonObject) answer, JobResult.class));
    }

    /** What a declared failure was. */
    static FailureCode codeOf(Throwable failure) {
        ServiceException told = (ServiceException) failure;
        return Failures.declared(JobService.class, told.failureCode(), String.valueOf(told.getMessage()))
                .orElseThrow(() -> new AssertionError("not declared: " + failure))
                .failure();
    }

    @Override
    public void close() {
        await(vertx.close());
    }
}
