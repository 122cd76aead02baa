package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Trial.Attempt;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.contracts.iaas.CreateServer;
import io.dormouse.contracts.iaas.DeleteServer;
import io.dormouse.contracts.iaas.IaasService;
import io.dormouse.contracts.iaas.Server;
import io.dormouse.flow.CancelledException;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Saga;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.function.Consumer;

/** Makes a server with a name, and gives all of it back when it is cancelled, at whatever moment that comes. */
@Durable(name = Trial.NAME)
public final class Trial implements Workflow<Attempt, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-trial";

    /** What is tried. */
    public record Attempt(String model, String name) {}

    @Override
    public String run(Attempt attempt, Flow flow) {
        IaasService iaas = flow.service(IaasService.class);
        DnsService dns = flow.service(DnsService.class);
        Saga saga = flow.saga();
        Server server = finished(
                iaas.create(new CreateServer(attempt.model())),
                made -> saga.compensate(() -> iaas.delete(new DeleteServer(made.id()))));
        DnsRecord named = finished(
                dns.upsert(new UpsertRecord(attempt.name(), "A", server.address())),
                made -> saga.compensate(() -> dns.delete(new DeleteRecord(attempt.name(), "A"))));
        if (!await(flow.ask(Question.of("Keep %s?".formatted(named.name())), "sre"))
                .approved()) throw new IllegalStateException(attempt.name() + " is not wanted");
        return server.id();
    }

    /** A call that is under way cannot be called back: a cancellation waits until there is something to undo. */
    private static <T> T finished(Future<T> call, Consumer<T> undo) {
        try {
            T made = await(call);
            undo.accept(made);
            return made;
        } catch (CancelledException cancelled) {
            undo.accept(await(call));
            throw cancelled;
        }
    }
}
