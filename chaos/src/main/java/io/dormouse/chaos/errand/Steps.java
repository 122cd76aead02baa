package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Steps.Ladder;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Step;
import io.dormouse.flow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Climbs step by step. What each step made goes into the next, so that one that is lost or doubled shows in the result. */
@Durable(name = Steps.NAME)
public final class Steps implements Workflow<Ladder, List<Steps.Rung>> {
    /** What it is started as. */
    public static final String NAME = "chaos-steps";

    /** How high, and how long it rests on each rung. */
    public record Ladder(int rungs, long restMillis) {}

    /** How high it is, and the key of the step that took it there. */
    public record Rung(int height, String key) {}

    @Override
    public List<Rung> run(Ladder ladder, Flow flow) {
        List<Rung> climbed = new ArrayList<>();
        while (climbed.size() < ladder.rungs()) {
            int below = climbed.isEmpty() ? 0 : climbed.getLast().height();
            climbed.add(
                    below % 2 == 0
                            ? await(flow.run("step", () -> new Rung(below + 1, Step.key())))
                            : await(flow.compute("climb", () -> new Rung(below + 1, Step.key()))));
            if (ladder.restMillis() > 0) await(flow.sleep(Duration.ofMillis(ladder.restMillis())));
        }
        return climbed;
    }
}
