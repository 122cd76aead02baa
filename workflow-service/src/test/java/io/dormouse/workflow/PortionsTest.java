package io.dormouse.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortionsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Vertx vertx = ServiceVertx.alone();
    private final Portions portions = new Portions(vertx, 10, 1);

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldGiveEverythingInItsOrderFewAtATime() throws InterruptedException {
        List<Integer> items = IntStream.range(0, 25).boxed().toList();
        List<List<Integer>> given = new ArrayList<>();
        CountDownLatch three = new CountDownLatch(3);

        vertx.runOnContext(now -> portions.give(items, portion -> {
            given.add(List.copyOf(portion));
            three.countDown();
        }));

        assertThat(three.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(given).containsExactly(items.subList(0, 10), items.subList(10, 20), items.subList(20, 25));
    }

    @Test
    void shouldGiveTheFirstPortionAtOnceAndNothingWhereThereIsNothing() {
        List<List<Integer>> given = new ArrayList<>();

        portions.give(List.of(1, 2), given::add);
        portions.give(List.<Integer>of(), given::add);

        assertThat(given).containsExactly(List.of(1, 2));
    }
}
