package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.examples.Composed.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;

/**
 * Vert.x' own style: durable futures are futures of Vert.x, and chains of them run side by side where straight lines would run
 * one after the other. Callbacks run on the workflow's thread, in the order of the journal. One await at the end holds it all.
 *
 * <p>{@code ./dormouse start composed model=B6 releases:='["1.0", "1.1"]'}
 */
@Durable(name = "composed")
public final class Composed implements Workflow<Request, List<String>> {
    /** Each release on a server of its own. */
    public record Request(String model, List<String> releases) {}

    @Override
    public List<String> run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        JobService jobs = flow.service(JobService.class);
        List<Future<String>> chains = request.releases().stream()
                .map(release -> iaas.create(new CreateServer(request.model()))
                        .compose(server ->
                                deploy(jobs, server, release).recover(refused -> giveBack(iaas, server, refused))))
                .toList();
        return await(flow.all(chains));
    }

    private static Future<String> deploy(JobService jobs, Server server, String release) {
        return jobs.run(new RunJob("deploy", server.address(), release))
                .map(done -> "%s runs %s".formatted(server.address(), release));
    }

    private static Future<String> giveBack(IaasService iaas, Server server, Throwable refused) {
        return iaas.delete(new DeleteServer(server.id()))
                .map(gone -> "gave %s back: %s".formatted(server.id(), refused.getMessage()));
    }
}
