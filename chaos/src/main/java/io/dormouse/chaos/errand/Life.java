package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Life.Born;
import io.dormouse.chaos.errand.Life.Lived;
import io.dormouse.contracts.dns.DeleteRecord;
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
import java.util.ArrayList;
import java.util.List;

/** The whole life of a server: made, approved, deployed, named, released again and again, and retired. */
@Durable(name = Life.NAME)
public final class Life implements Workflow<Born, Lived> {
    /** What it is started as. */
    public static final String NAME = "chaos-life";

    /** What is wanted. */
    public record Born(String model, String name, List<String> releases) {}

    /** What came of it. @param outputs of the deploys, in their order */
    public record Lived(boolean approved, String server, String address, List<String> outputs) {}

    @Override
    public Lived run(Born born, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        DnsService dns = flow.service(DnsService.class);
        Server server = await(iaas.create(new CreateServer(born.model())));
        Decision decision = await(flow.ask(Question.of("May %s live?".formatted(born.name())), "sre"));
        List<String> outputs = new ArrayList<>();
        if (decision.approved()) {
            for (String release : born.releases()) {
                RunJob deploy = new RunJob("deploy", server.address(), release);
                outputs.add(await(flow.service(JobService.class).run(deploy)).output());
                await(dns.upsert(new UpsertRecord(born.name(), "A", server.address())));
            }
            await(dns.delete(new DeleteRecord(born.name(), "A")));
        }
        await(iaas.delete(new DeleteServer(server.id())));
        return new Lived(decision.approved(), server.id(), server.address(), outputs);
    }
}
