package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.ForwardAndBack.Start;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Question;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/**
 * Two flows that take turns, and can be taken back to any stop: the inner one stands between its two lines until the outer one
 * keeps a promise. Where both stand is a position in one journal, so a fork or a rewind to it takes back both.
 *
 * <p>{@code ./dormouse start forward-and-back --id f}, approve a stop or two, then {@code ./dormouse journal f} and
 * {@code ./dormouse fork f POSITION}
 */
@Durable(name = "forward-and-back")
public final class ForwardAndBack implements Workflow<Start, String> {
    /** Nothing is needed. */
    public record Start() {}

    @Override
    public String run(Start start, Flow flow) {
        Promise<Void> turn = Promise.promise();
        Future<String> inner = inner(flow, turn.future());
        stop(flow, 1);
        await(print(flow, "a"));
        turn.complete();
        stop(flow, 2);
        await(print(flow, "b"));
        stop(flow, 3);
        await(print(flow, "c"));
        return await(inner);
    }

    private static Future<String> inner(Flow flow, Future<Void> turn) {
        return print(flow, "enter g").compose(entered -> turn).compose(mine -> print(flow, "leave g"));
    }

    private static void stop(Flow flow, int number) {
        await(flow.ask(Question.of("go on from stop %d?".formatted(number))));
    }

    private static Future<String> print(Flow flow, String line) {
        return flow.run(line, () -> {
            System.out.println(line);
            return line;
        });
    }
}
