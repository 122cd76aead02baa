package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.examples.NameAServer.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;

/**
 * Calls services and waits for their answers. A proxy from {@code flow.service} looks like the service itself; behind it each
 * call is written down before it leaves, carries a key, and is answered once, whatever is killed meanwhile.
 *
 * <p>{@code ./dormouse start name-a-server model=B6 name=web1.demo.test}
 */
@Durable(name = "name-a-server")
public final class NameAServer implements Workflow<Request, String> {
    /** Which model, under which name. */
    public record Request(String model, String name) {}

    @Override
    public String run(Request request, Flow flow) {
        Server server = await(flow.service(IaasService.class).create(new CreateServer(request.model())));
        DnsRecord address =
                await(flow.service(DnsService.class).upsert(new UpsertRecord(request.name(), "A", server.address())));
        return "%s is %s".formatted(address.name(), address.value());
    }
}
