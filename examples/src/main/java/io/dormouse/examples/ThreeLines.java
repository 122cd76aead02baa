package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobResult;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.examples.ThreeLines.Request;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;

/**
 * Where this project comes from: get a server, ask a person, deploy. Three statements, which may take a minute, a month and a
 * minute.
 *
 * <p>{@code ./dormouse start three-lines model=B6 release=1.0}
 */
@Durable(name = "three-lines")
public final class ThreeLines implements Workflow<Request, String> {
    private static final JobResult LEFT_ALONE = new JobResult(0, "left alone");

    /** What is to be deployed, on which model of server. */
    public record Request(String model, String release) {}

    @Override
    public String run(Request request, Flow flow) {
        Server server = await(flow.service(IaasService.class).create(new CreateServer(request.model())));
        Decision decision = await(flow.ask(Question.of("deploy to %s?".formatted(server.address()))));
        return (decision.approved() ? await(deploy(flow, server, request.release())) : LEFT_ALONE).output();
    }

    private static Future<JobResult> deploy(Flow flow, Server server, String release) {
        return flow.service(JobService.class).run(new RunJob("deploy", server.address(), release));
    }
}
