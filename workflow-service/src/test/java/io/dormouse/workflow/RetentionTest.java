package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.contracts.workflow.JournalEntry;
import io.dormouse.workflow.store.EndedWorkflows;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RetentionTest {
    private static final JsonObject ONE_STEP = new JsonObject().put("steps", 1);
    private static final Set<Integer> ALL = IntStream.range(0, 271).boxed().collect(Collectors.toSet());

    private final ServiceUnderTest service = new ServiceUnderTest();
    private long nanos;

    @AfterEach
    void close() {
        service.close();
    }

    /** A round would come with the first heartbeats of a node, and nothing may be kept longer than this. */
    @Test
    void shouldKeepWhatHasEndedUnlessTold() {
        service.up();
        service.start("steps", ONE_STEP, "w");
        service.awaitEnd("w");
        ended("50 years");
        try (ServiceUnderTest other = service.otherNode().upAndTakeOver()) {
            String now = ServiceUnderTest.await(
                            other.pool().query("SELECT now()::text").execute())
                    .iterator()
                    .next()
                    .getString(0);
            other.awaitCount(
                    "SELECT count(*) FROM heartbeat WHERE seen < '%s'::timestamptz + interval '2 s'".formatted(now), 0);
            assertThat(other.count("SELECT count(*) FROM workflow")).isOne();
            assertThat(other.start("steps", ONE_STEP, "w").created()).isFalse();
        }
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
        List<Long> pauses = new ArrayList<>();
        Retention retention = retention(pause -> {
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
        nanos += TimeUnit.MINUTES.toNanos(5);
        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isZero();
    }

    @Test
    void shouldEndARoundInTheMiddleOfAPageAndGoOnThereInTheNext() {
        service.up();
        threeOfWhichATransactionRemovesOne();
        List<Long> pauses = new ArrayList<>();
        Retention retention = retention(pause -> {
            pauses.add(pause);
            if (pauses.size() == 2) nanos += TimeUnit.SECONDS.toNanos(3);
            return Future.succeededFuture();
        });

        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isEqualTo(2);
        ServiceUnderTest.await(retention.round());
        assertThat(service.count("SELECT count(*) FROM workflow")).isZero();
        assertThat(pauses).as("a look and three removals").hasSize(4);
    }

    @Test
    void shouldNeverHaveTwoRoundsAtOnce() {
        service.up();
        List<Long> pauses = new ArrayList<>();
        Promise<Void> over = Promise.promise();
        Retention retention = retention(pause -> {
            pauses.add(pause);
            return over.future();
        });

        Future<Void> one = retention.round();
        Future<Void> other = retention.round();
        over.complete();
        ServiceUnderTest.await(one);
        ServiceUnderTest.await(other);
        assertThat(pauses).as("looks").hasSize(1);
    }

    private Retention retention(LongFunction<Future<Void>> pause) {
        return new Retention(
                new EndedWorkflows(service.pool()),
                "node",
                Duration.ofHours(1),
                () -> ALL,
                () -> nanos += TimeUnit.MILLISECONDS.toNanos(1),
                pause);
    }

    private void threeOfWhichATransactionRemovesOne() {
        ServiceUnderTest.await(service.pool().query("""
            INSERT INTO workflow (id, partition, name, version, status, run, input, started_by, created_at, updated_at, finished_at)
            SELECT id, 1, 'test', 1, 'COMPLETED', 0, 'null', 'tester', now() - interval '3 hours', now(), now() - interval '2 hours'
            FROM unnest(ARRAY['one', 'two', 'three']) AS id\
            """).execute());
        ServiceUnderTest.await(service.pool().query("""
            INSERT INTO journal (workflow_id, run, position, type, body, at)
            SELECT id, 0, position, 3, '{}', now() FROM workflow, generate_series(1, 6000) AS position\
            """).execute());
    }

    private void startAndEndTwoHoursAgo(String id) {
        service.start("steps", ONE_STEP, id);
        service.awaitEnd(id);
        ended("2 hours");
    }

    private void ended(String ago) {
        ServiceUnderTest.await(service.pool()
                .query(
                        "UPDATE workflow SET created_at = now() - interval '%1$s' - interval '1 hour', finished_at = now() - interval '%1$s'"
                                .formatted(ago))
                .execute());
    }
}
