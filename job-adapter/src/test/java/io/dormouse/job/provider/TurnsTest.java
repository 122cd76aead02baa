package io.dormouse.job.provider;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private final Turns turns = new Turns(2);
    private final List<Promise<String>> begun = new ArrayList<>();

    private Future<String> take() {
        return turns.take(() -> {
            Promise<String> work = Promise.promise();
            begun.add(work);
            return work.future();
        });
    }

    @Test
    void shouldLetTheThirdWaitUntilOneOfTwoHasEnded() {
        take();
        take();
        Future<String> third = take();
        assertThat(begun).hasSize(2);

        begun.get(1).complete("done");

        assertThat(begun).hasSize(3);
        begun.get(2).complete("third");
        assertThat(third.result()).isEqualTo("third");
    }

    @Test
    void shouldGiveTheTurnOnAfterAFailureToo() {
        Future<String> failing = take();
        take();
        take();

        begun.getFirst().fail("broken");

        assertThat(failing.failed()).isTrue();
        assertThat(begun).hasSize(3);
    }

    @Test
    void shouldGiveTheTurnOnWhenTheWorkCannotEvenBegin() {
        take();
        Future<String> thrown = turns.take(() -> {
            throw new IllegalStateException("no");
        });

        take();

        assertThat(thrown.failed()).isTrue();
        assertThat(begun).hasSize(2);
    }

    @Test
    void shouldLetManyThroughOneAfterTheOther() {
        for (int number = 0; number < 10_000; number++) take();

        for (int number = 0; number < 10_000; number++) begun.get(number).complete("done");

        assertThat(begun).hasSize(10_000);
    }
}
