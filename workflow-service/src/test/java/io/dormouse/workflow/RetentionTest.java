package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.workflow.store.EndedWorkflows;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static final JsonObject ONE_STEP = new JsonObject().put("steps", 1);
    private static final Set<Integer> ALL = IntStream.range(0, 271).boxed().collect(Collectors.toSet());

    private final ServiceUnderTest service = new ServiceUnderTest();

    @AfterEach
    void close() {
        service.close();
    }

    @Test
    void shouldKeepWhatHasEndedUnlessTold() {
        service.up();
        service.start("steps", ONE_STEP, "w");
        service.awaitEnd("w");
        endedTwoHoursAgo();
        assertThat(service.start("steps", ONE_STEP, "w").created()).isFalse();
    }

    @Test
    void shouldRemoveWhatEndedLongAgoAndThenStartItsIdAnew() {
        service.up();
        startAndEndTwoHoursAgo("w");
        try (ServiceUnderTest tidy =
                service.otherNode().keepEnded(Duration.ofHours(1)).upAndTakeOver()) {
            tidy.awaitCount("SELECT count(*) FROM workflow", 0);
            assertThat(tidy.count("SELECT count(*) FROM journal")).isZero();

            assertThat(tidy.start("steps", ONE_STEP, "w").created()).isTrue();
            assertThat(tidy.awaitEnd("w").status()).isEqualTo("COMPLETED");
            assertThat(tidy.journal("w")).extracting(JournalEntry::position).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void shouldPauseAsLongAsItWorksAndRestWhenItHasSeenAll() {
        service.up();
        long[] nanos = {0};
        List<Long> pauses = new ArrayList<>();
        Retention retention = new Retention(
                new EndedWorkflows(service.pool()),
                "node",
                Duration.ofHours(1),
                () -> ALL,
                () -> nanos[0] += TimeUnit.MILLISECONDS.toNanos(1),
                pause -> {
                    pauses.add(pause);
                    return Future.succeededFuture();
                });
        startAndEndTwoHoursAgo("one");
        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isZero();
        assertThat(pauses).hasSize(2).allMatch(pause -> pause == TimeUnit.MILLISECONDS.toNanos(1));

        startAndEndTwoHoursAgo("two");
        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isOne();
        nanos[0] += TimeUnit.MINUTES.toNanos(5);
        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isZero();
    }

    private void startAndEndTwoHoursAgo(String id) {
        service.start("steps", ONE_STEP, id);
        service.awaitEnd(id);
        endedTwoHoursAgo();
    }

    private void endedTwoHoursAgo() {
        ServiceUnderTest.await(service.pool()
                .query("UPDATE workflow SET created_at = now() - interval '3 hours', finished_at = now() - interval"
                        + " '2 hours'")
                .execute());
    }
}
