package io.dormouse.chaos.errand;

import static io.dormouse.flow.Flow.await;

import io.dormouse.chaos.errand.Kid.Game;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Step;
import io.dormouse.flow.Workflow;
import java.time.Duration;

/** A child: plays for a while, and comes home with the key of its one step. */
@Durable(name = Kid.NAME)
public final class Kid implements Workflow<Game, String> {
    /** What it is started as. */
    public static final String NAME = "chaos-kid";

    /** Which one, and how long it plays. */
    public record Game(int number, long millis) {}

    @Override
    public String run(Game game, Flow flow) {
        await(flow.sleep(Duration.ofMillis(game.millis())));
        return await(flow.run("come home", () -> "%d:%s".formatted(game.number(), Step.key())));
    }
}
