package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnnotedTest {
    private static final Need ONE = new Need(1, "sleep/1");
    private static final Need OTHER = new Need(2, "sleep/1");

    private final List<Collection<Need>> written = new ArrayList<>();
    private final List<Promise<Void>> answers = new ArrayList<>();
    private final Unnoted unnoted = unnoted(TimeUnit.MINUTES.toMillis(1));

    private Unnoted unnoted(long patienceMillis) {
        return new Unnoted(
                needs -> {
                    written.add(needs);
                    Promise<Void> answer = Promise.promise();
                    answers.add(answer);
                    return answer.future();
                },
                patienceMillis);
    }

    @Test
    void shouldWriteANeedTwiceAtMostHoweverManyStartsWaitForIt() {
        List<Future<Void>> starts =
                IntStream.range(0, 1_000).mapToObj(start -> unnoted.note(ONE)).toList();

        assertThat(written).containsExactly(List.of(ONE));
        assertThat(starts).noneMatch(Future::isComplete);
        answers.getFirst().complete();
        answers.getLast().complete();
        assertThat(starts).allMatch(Future::succeeded);
        assertThat(written).containsExactly(List.of(ONE), List.of(ONE));
    }

    /** It may have run while the partition was another node's, and then has written nothing. */
    @Test
    void shouldNotTakeAStatementUnderWayForOneThatWasSentAfterThePartitionWasTakenAgain() {
        Future<Void> beforeItWasLost = unnoted.note(ONE);
        Future<Void> afterItWasTakenAgain = unnoted.note(ONE);

        answers.getFirst().complete();
        assertThat(beforeItWasLost.succeeded()).isTrue();
        assertThat(afterItWasTakenAgain.isComplete()).isFalse();
        answers.getLast().complete();
        assertThat(afterItWasTakenAgain.succeeded()).isTrue();
    }

    @Test
    void shouldWriteWhatComesMeanwhileInOneStatement() {
        unnoted.note(ONE);
        Need third = new Need(3, "sleep/1");
        Future<Void> second = unnoted.note(OTHER);
        unnoted.note(third);
        answers.getFirst().complete();

        assertThat(written).hasSize(2);
        assertThat(written.getLast()).containsExactlyInAnyOrder(OTHER, third);
        assertThat(second.isComplete()).isFalse();
    }

    @Test
    void shouldTellAFailureToWhoeverWaitsAndWriteWhenAskedAgain() {
        Future<Void> failed = unnoted.note(ONE);
        answers.getFirst().fail("Postgres is away");
        Future<Void> again = unnoted.note(ONE);
        answers.getLast().complete();

        assertThat(failed.failed()).isTrue();
        assertThat(again.succeeded()).isTrue();
        assertThat(written).hasSize(2);
    }

    @Test
    void shouldNotHoldUpOthersForAnAnswerThatNeverComes() throws Exception {
        Unnoted impatient = unnoted(10);
        Future<Void> lost = impatient.note(ONE);
        Future<Void> behindIt = impatient.note(OTHER);

        assertThatThrownBy(() -> await(lost)).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> await(behindIt)).hasCauseInstanceOf(TimeoutException.class);
        assertThat(written).containsExactly(List.of(ONE), List.of(OTHER));
    }

    @Test
    void shouldTellWhatIsThrownAsAFailureAndGoOn() {
        List<Collection<Need>> attempts = new ArrayList<>();
        Unnoted closed = new Unnoted(
                needs -> {
                    attempts.add(needs);
                    throw new IllegalStateException("the pool is closed");
                },
                TimeUnit.MINUTES.toMillis(1));

        assertThat(closed.note(ONE).cause()).hasMessage("the pool is closed");
        assertThat(closed.note(OTHER).cause()).hasMessage("the pool is closed");
        assertThat(attempts).hasSize(2);
    }

    private static void await(Future<Void> future) throws Exception {
        future.toCompletionStage().toCompletableFuture().get(15, TimeUnit.SECONDS);
    }
}
