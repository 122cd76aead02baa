package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.examples.AllOrNothing.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Workflow;

/**
 * Undoes what was done if it comes to nothing: when an exception leaves the code, a cancellation included, the compensations run
 * in reverse order before the workflow ends.
 *
 * <p>{@code ./dormouse start all-or-nothing model=B6 name=web1.demo.test --id trial}, then {@code ./dormouse cancel trial}
 */
@Durable(name = "all-or-nothing")
public final class AllOrNothing implements Workflow<Request, String> {
    /** Which model, under which name. */
    public record Request(String model, String name) {}

    @Override
    public String run(Request request, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        DnsService dns = flow.service(DnsService.class);
        Saga saga = flow.saga();

        Server server = await(iaas.create(new CreateServer(request.model())));
        saga.compensate(() -> iaas.delete(new DeleteServer(server.id())));

        await(dns.upsert(new UpsertRecord(request.name(), "A", server.address())));
        saga.compensate(() -> dns.delete(new DeleteRecord(request.name(), "A")));

        if (!await(flow.ask(Question.of("Keep %s?".formatted(request.name())))).approved())
            throw new IllegalStateException(request.name() + " is not wanted");
        return server.address();
    }
}
