package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.RollOut.Request;
import io.dormouse.flow.ChildFailedException;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts children and waits for them. A child is a workflow of its own, with its own journal, that can be looked at and operated
 * alone; its result comes back like that of any call. If this workflow is cancelled, so are the children that still run.
 *
 * <p>{@code ./dormouse start roll-out model=B6 names:='["web1.demo.test", "web2.demo.test"]'}
 */
@Durable(name = "roll-out")
public final class RollOut implements Workflow<Request, List<String>> {
    /** One server for each name. */
    public record Request(String model, List<String> names) {}

    @Override
    public List<String> run(Request request, Flow flow) {
        List<String> done = new ArrayList<>();
        for (String name : request.names()) {
            try {
                done.add(await(flow.child(NameAServer.class, new NameAServer.Request(request.model(), name))));
            } catch (ChildFailedException e) {
                done.add("%s failed: %s".formatted(name, e.type()));
            }
        }
        return done;
    }
}
