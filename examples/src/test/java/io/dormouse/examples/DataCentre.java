package io.dormouse.examples;

import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.testkit.WorkflowTest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;

/** The services of the examples, as they answer on a good day. Servers are numbered in the order in which they are made. */
final class DataCentre {
    private int servers;

    /** A test in which all services answer. */
    static <I, O> WorkflowTest<I, O> around(WorkflowTest<I, O> test) {
        DataCentre centre = new DataCentre();
        return test.stub(IaasService.class, IaasService::create, centre::create)
                .stub(IaasService.class, IaasService::delete, request -> null)
                .stub(
                        DnsService.class,
                        DnsService::upsert,
                        request -> new DnsRecord(request.name(), request.type(), request.value(), 60))
                .stub(DnsService.class, DnsService::delete, request -> null)
                .stub(
                        JobService.class,
                        JobService::run,
                        request ->
                                new JobResult(0, "deployed %s on %s".formatted(request.argument(), request.address())));
    }

    /** An answer that does not come. */
    static Future<Server> never() {
        return Promise.<Server>promise().future();
    }

    private Server create(CreateServer request) {
        servers++;
        return new Server("s-" + servers, request.model(), "10.0.0." + servers, "RUNNING", Instant.EPOCH);
    }
}
