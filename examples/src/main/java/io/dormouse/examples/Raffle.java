package io.dormouse.examples;

import io.dormouse.examples.Raffle.Draw;
import io.dormouse.examples.Raffle.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Time, chance and ids. The code runs again after a loss and must come out the same, so these come from the flow and never from
 * {@code Instant.now()} or {@code Math.random()}: who has won stays the winner.
 *
 * <p>{@code ./dormouse start raffle tickets:='["Ada", "Grace", "Edsger"]'}
 */
@Durable(name = "raffle")
public final class Raffle implements Workflow<Request, Draw> {
    /** Whose tickets are in the drum. */
    public record Request(List<String> tickets) {}

    /** Who has won, and when. */
    public record Draw(UUID id, String winner, Instant at) {}

    @Override
    public Draw run(Request request, Flow flow) {
        List<String> tickets = request.tickets();
        return new Draw(flow.uuid(), tickets.get(flow.random().nextInt(tickets.size())), flow.now());
    }
}
