package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.Welcome.Guest;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/**
 * Changes while it runs. A guest who is asleep in the middle must find the code as it was, or the workflow is stuck; so a change
 * has a name, and {@code changed} answers true only to runs that come here with the new code. Each change lives three releases:
 *
 * <ol>
 *   <li>{@code if (flow.changed("x")) newWay(); else oldWay();}
 *   <li>when {@code ./dormouse check} says that nobody is on the old way: {@code flow.retire("x"); newWay();}
 *   <li>when nobody is left who saw {@code changed}: {@code newWay();}
 * </ol>
 *
 * <p>{@code ./dormouse start welcome name=Ada}
 */
@Durable(name = "welcome")
public final class Welcome implements Workflow<Guest, String> {
    /** Who comes. */
    public record Guest(String name) {}

    @Override
    public String run(Guest guest, Flow flow) {
        flow.retire("by-mail");
        await(flow.run("write a mail", () -> "Dear " + guest.name()));
        await(flow.sleep(Duration.ofDays(14)));
        if (flow.changed("with-flowers")) await(flow.run("buy flowers", () -> "tulips"));
        return await(flow.run("open the door", () -> "welcome, " + guest.name()));
    }
}
