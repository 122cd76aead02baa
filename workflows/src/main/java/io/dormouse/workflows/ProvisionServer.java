package io.dormouse.workflows;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.contracts.job.JobService;
import io.dormouse.contracts.job.RunJob;
import io.dormouse.flow.Decision;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.dormouse.workflows.ProvisionServer.Outcome;
import io.dormouse.workflows.ProvisionServer.Request;

/** Gets a server, asks whether to go live, deploys a release and gives the server its name. */
@Durable(name = "provision-server", version = 1)
public final class ProvisionServer implements Workflow<Request, Outcome> {
    /**
     * What is wanted.
     *
     * @param model of the server, in the provider's words
     * @param name that will resolve to it
     * @param release to deploy
     */
    public record Request(String model, String name, String release) {}

    /** What came of it. A rejected server is given back. */
    public record Outcome(boolean live, String address, String comment) {}

    @Override
    public Outcome run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        Server server = await(iaas.create(new CreateServer(request.model())));
        Question question =
                Question.of("Deploy %s to %s as %s?".formatted(request.release(), server.address(), request.name()));
        Decision decision = await(flow.ask(question, "sre"));
        if (!decision.approved()) {
            await(iaas.delete(new DeleteServer(server.id())));
            return new Outcome(false, server.address(), decision.comment());
        }
        await(flow.service(JobService.class).run(new RunJob("deploy", server.address(), request.release())));
        await(flow.service(DnsService.class).upsert(new UpsertRecord(request.name(), "A", server.address())));
        return new Outcome(true, server.address(), decision.comment());
    }
}
