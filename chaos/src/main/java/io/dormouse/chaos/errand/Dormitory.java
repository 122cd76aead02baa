package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Dormitory.Night;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;

/** Lays many down to sleep, each of which can be woken, and leaves them alone. */
@Durable(name = Dormitory.NAME)
public final class Dormitory implements Workflow<Night, Integer> {
    /** What it is started as. */
    public static final String NAME = "chaos-dormitory";

    /** How many sleep, and for how long. */
    public record Night(int beds, long millis) {}

    @Override
    public Integer run(Night night, Flow flow) {
        List<Future<String>> asleep = IntStream.range(0, night.beds())
                .mapToObj(bed -> flow.detach(Nap.class, new Nap.Bed(night.millis())))
                .toList();
        return await(flow.all(asleep)).size();
    }
}
