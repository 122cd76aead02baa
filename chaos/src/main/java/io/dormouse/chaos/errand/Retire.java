package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Retire.Old;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/** Takes a name away, and gives the server behind it back. */
@Durable(name = Retire.NAME)
public final class Retire implements Workflow<Old, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-retire";

    /** Which name, and which server. */
    public record Old(String name, String server) {}

    @Override
    public String run(Old old, Flow flow) {
        await(flow.service(DnsService.class).delete(new DeleteRecord(old.name(), "A")));
        await(flow.service(IaasService.class).delete(new DeleteServer(old.server())));
        return old.server();
    }
}
