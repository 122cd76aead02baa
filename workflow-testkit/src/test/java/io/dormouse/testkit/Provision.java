package io.dormouse.testkit;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.time.Instant;

/** Gets a server, asks whether to deploy, waits for the maintenance window, deploys; gives the server back if it comes to nothing. */
@Durable(name = "provision")
public final class Provision implements Workflow<Provision.Request, Provision.Outcome> {
    /** What is wanted. */
    public record Request(String model, String release) {}

    /** What came of it. */
    public record Outcome(String address, String comment, Instant liveSince) {}

    @Override
    public Outcome run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        Saga saga = flow.saga();
        Server server = await(iaas.create(new CreateServer(request.model())));
        saga.compensate(() -> iaas.delete(new DeleteServer(server.id())));
        Decision decision = await(flow.ask(Question.of("Deploy %s?".formatted(request.release())), "sre"));
        if (!decision.approved()) throw new IllegalStateException("rejected: " + decision.comment());
        await(flow.sleep(Duration.ofDays(30)));
        await(flow.service(JobService.class).run(new RunJob("deploy", server.address(), request.release())));
        return new Outcome(server.address(), decision.comment(), flow.now());
    }

    /** A test of it in which all services answer. */
    static WorkflowTest<Request, Outcome> test() {
        return WorkflowTest.of(Provision.class)
                .stub(IaasService.class, IaasService::create, request -> server(request.model()))
                .stub(IaasService.class, IaasService::delete, request -> null)
                .stub(JobService.class, JobService::run, request -> new JobResult(0, "done"));
    }

    static Server server(String model) {
        return new Server("s-1", model, "10.0.0.1", "RUNNING", Instant.EPOCH);
    }
}
