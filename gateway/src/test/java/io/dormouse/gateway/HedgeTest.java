package io.dormouse.gateway;

import static io.dormouse.gateway.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.CallFailure;
import io.dormouse.host.ServiceVertx;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import io.vertx.serviceproxy.ServiceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HedgeTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration NEVER = PATIENCE;
    private static final Duration SOON = Duration.ofMillis(20);

    private final Vertx vertx = ServiceVertx.alone();
    private final Hedge hedge = new Hedge(vertx, PATIENCE);
    private final List<Promise<String>> asked = new CopyOnWriteArrayList<>();
    private final List<Duration> left = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        await(vertx.close());
    }

    private Future<String> ask(Duration silence) {
        return ask(hedge, silence);
    }

    private Future<String> ask(Hedge through, Duration silence) {
        return through.ask(silence, patience -> {
            Promise<String> answer = Promise.promise();
            left.add(patience);
            asked.add(answer);
            return answer.future();
        });
    }

    @Test
    void shouldAskAnotherWhenTheFirstSaysNothing() {
        Future<String> answer = ask(SOON);
        Waiting.until(() -> asked.size() == 3);

        asked.getLast().complete("from the other");

        assertThat(await(answer)).isEqualTo("from the other");
        assertThat(left.getLast())
                .as("it has what is left of the caller's time")
                .isLessThan(left.getFirst());
    }

    @Test
    void shouldTakeTheAnswerOfTheFirstThoughAnotherWasAsked() {
        Future<String> answer = ask(SOON);
        Waiting.until(() -> asked.size() == 3);

        asked.getFirst().complete("late");
        asked.getLast().fail("too late");

        assertThat(await(answer)).isEqualTo("late");
    }

    @Test
    void shouldAskAnotherAtOnceWhenAMemberIsLost() {
        Future<String> answer = ask(NEVER);
        Waiting.until(() -> asked.size() == 1);

        hedge.lost();
        Waiting.until(() -> asked.size() == 3);
        asked.getLast().complete("from one that lives");

        assertThat(await(answer)).isEqualTo("from one that lives");
    }

    @Test
    void shouldAskFewAgainAtATimeWhenAllAreSilent() {
        Hedge two = new Hedge(vertx, PATIENCE, new Turns(vertx, 2, NEVER));
        List<Future<String>> answers =
                IntStream.range(0, 5).mapToObj(number -> ask(two, SOON)).toList();
        Waiting.until(() -> asked.size() >= 9);
        await(vertx.timer(5 * SOON.toMillis()));
        assertThat(asked).as("two of five twice more").hasSize(9);

        asked.get(5).complete("from the other");
        Waiting.until(() -> asked.size() >= 11);
        await(vertx.timer(SOON.toMillis()));

        assertThat(asked).as("and the next one").hasSize(11);
        assertThat(answers).filteredOn(Future::isComplete).hasSize(1);
    }

    @Test
    void shouldNotAskTheNextAgainAtOnceWhenTheFirstAnswersAfterAll() {
        Hedge one = new Hedge(vertx, PATIENCE, new Turns(vertx, 1, NEVER));
        Future<String> answer = ask(one, SOON);
        ask(one, SOON);
        Waiting.until(() -> asked.size() >= 4);

        asked.getFirst().complete("late");
        Waiting.until(answer::isComplete);
        await(vertx.timer(5 * SOON.toMillis()));

        assertThat(asked).as("it was only busy").hasSize(4);
    }

    @Test
    void shouldAskAllAgainInTheEndThoughNobodyAnswers() {
        Hedge one = new Hedge(vertx, PATIENCE, new Turns(vertx, 1, SOON));

        for (int i = 0; i < 5; i++) ask(one, SOON);

        Waiting.until(() -> asked.size() == 15);
    }

    @Test
    void shouldNotAskAgainWhoWasAnsweredWhileItWaitedForItsTurn() {
        Hedge one = new Hedge(vertx, PATIENCE, new Turns(vertx, 1, NEVER));
        ask(one, SOON);
        ask(one, SOON);
        ask(one, SOON);
        Waiting.until(() -> asked.size() >= 5);
        await(vertx.timer(5 * SOON.toMillis()));

        asked.get(1).complete("late");
        asked.get(3).complete("from the other");
        Waiting.until(() -> asked.size() >= 7);
        await(vertx.timer(SOON.toMillis()));

        assertThat(asked).hasSize(7);
    }

    @Test
    void shouldTakeARefusalForAnAnswer() {
        Future<String> answer = ask(NEVER);
        Waiting.until(() -> asked.size() == 1);

        asked.getFirst().fail(CallFailure.INVALID_REQUEST.exception("no"));
        Waiting.until(answer::isComplete);

        assertThat(answer.cause()).hasMessage("no");
        ask(NEVER);
        hedge.lost();
        Waiting.until(() -> asked.size() >= 4);
        await(vertx.timer(SOON.toMillis()));
        assertThat(asked).as("only what is still waited for is asked again").hasSize(4);
    }

    @Test
    void shouldNotTakeTheWordOfOneThatCannotWhileAnotherIsStillAsked() {
        Future<String> answer = ask(SOON);
        Waiting.until(() -> asked.size() == 3);

        asked.get(1).fail(new ReplyException(ReplyFailure.NO_HANDLERS));
        asked.get(2).fail(new ServiceException(CallFailure.UNAVAILABLE.code(), "cut off"));
        asked.getFirst().complete("late");

        assertThat(await(answer)).isEqualTo("late");
    }

    @Test
    void shouldFailWhenNobodyCan() {
        Future<String> answer = ask(SOON);
        Waiting.until(() -> asked.size() == 3);

        asked.forEach(one -> one.fail(new ServiceException(CallFailure.UNAVAILABLE.code(), "cut off")));

        Waiting.until(answer::isComplete);
        assertThat(answer.cause()).hasMessageContaining("cut off");
    }
}
