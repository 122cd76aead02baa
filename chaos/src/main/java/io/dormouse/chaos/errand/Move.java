package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Move.Tour;
import io.dormouse.contracts.dns.DeleteRecord;
import io.dormouse.contracts.dns.DnsService;
import io.dormouse.contracts.dns.UpsertRecord;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.util.List;

/** Moves a name from address to address. The last one stands: a late packet of an earlier move must not take it back. */
@Durable(name = Move.NAME)
public final class Move implements Workflow<Tour, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-move";

    /**
     * Where the name goes.
     *
     * @param name in the zone
     * @param addresses one after the other
     * @param stays whether it stays at the last one, or is taken away
     */
    public record Tour(String name, List<String> addresses, boolean stays) {}

    @Override
    public String run(Tour tour, Flow flow) {
        DnsService dns = flow.service(DnsService.class);
        for (String address : tour.addresses()) await(dns.upsert(new UpsertRecord(tour.name(), "A", address)));
        if (tour.stays()) return tour.addresses().getLast();
        await(dns.delete(new DeleteRecord(tour.name(), "A")));
        return "";
    }
}
