package io.dormouse.examples;

import static io.dormouse.flow.Flow.await;

import io.dormouse.examples.CountWords.Request;
import io.dormouse.flow.Durable;
import io.dormouse.flow.Flow;
import io.dormouse.flow.Workflow;
import io.vertx.core.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Local steps, in three styles: one that blocks, one of Vert.x, one of the JDK. Each runs on a thread of its own, and its result
 * is in the journal before the next line runs. A step may run twice after a crash; {@code Step.key()} makes its effect one.
 *
 * <p>{@code ./dormouse start count-words text="to be or not to be"}
 */
@Durable(name = "count-words")
public final class CountWords implements Workflow<Request, String> {
    /** What is to be counted. */
    public record Request(String text) {}

    @Override
    public String run(Request request, Flow flow) {
        int words = await(flow.run("count words", () -> request.text().split("\\s+").length));
        int letters = await(flow.run("count letters", () -> letters(request.text())));
        int vowels = await(flow.runStage("count vowels", () -> vowels(request.text())));
        return "%d words, %d letters, %d vowels".formatted(words, letters, vowels);
    }

    private static Future<Integer> letters(String text) {
        return Future.succeededFuture(
                (int) text.chars().filter(Character::isLetter).count());
    }

    private static CompletionStage<Integer> vowels(String text) {
        return CompletableFuture.supplyAsync(() ->
                (int) text.chars().filter(c -> "aeiou".indexOf(c) >= 0).count());
    }
}
