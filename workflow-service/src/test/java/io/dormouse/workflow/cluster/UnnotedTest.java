package io.dormouse.workflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.workflow.cluster.NeedsTable.Need;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnnotedTest {
    private static final Need ONE = new Need(1, "sleep/1");
    private static final Need OTHER = new Need(2, "sleep/1");

    private final List<Collection<Need>> written = new ArrayList<>();
    private final List<Promise<Void>> answers = new ArrayList<>();
    private final Unnoted unnoted = new Unnoted(needs -> {
        written.add(needs);
        Promise<Void> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    });

    @Test
    void shouldWriteANeedOnceHoweverManyStartsWaitForIt() {
        List<Future<Void>> starts =
                IntStream.range(0, 1_000).mapToObj(start -> unnoted.note(ONE)).toList();

        assertThat(written).containsExactly(List.of(ONE));
        assertThat(starts).noneMatch(Future::isComplete);
        answers.getFirst().complete();
        assertThat(starts).allMatch(Future::succeeded);
        assertThat(written).hasSize(1);
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
}
