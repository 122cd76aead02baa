package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Family.Outing;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** Sends its children out at once, and waits until all are home again. */
@Durable(name = Family.NAME)
public final class Family implements Workflow<Outing, List<String>> {
    /** What it is started as. */
    public static final String NAME = "chaos-family";

    /** How many go out, and for how long. */
    public record Outing(int kids, long millis) {}

    @Override
    public List<String> run(Outing outing, Flow flow) {
        List<Future<String>> out = IntStream.range(0, outing.kids())
                .mapToObj(number -> flow.child(Kid.class, new Kid.Game(number, outing.millis())))
                .toList();
        return await(flow.all(out));
    }
}
