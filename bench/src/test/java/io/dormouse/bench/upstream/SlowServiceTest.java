package io.dormouse.bench.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SlowServiceTest {
    @Test
    void shouldAnswerManyAtOnceNoneBeforeItsTime() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SlowService service = new SlowService(Duration.ofMillis(200))) {
            SlowServiceClient client = new SlowServiceClient(vertx);
            long begin = System.nanoTime();

            List<Future<String>> answers =
                    Stream.generate(() -> client.ask(service.port())).limit(500).toList();
            Future<Long> first = Future.any(answers).map(any -> System.nanoTime() - begin);
            Future.all(answers).toCompletionStage().toCompletableFuture().get();

            assertThat(answers).extracting(Future::result).containsOnly(SlowService.ANSWER);
            assertThat(first.result())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(199).toNanos());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    @Test
    void shouldComeToWhatIsSaid() {
        assertThat(Turns.take()).isEqualTo(Turns.SUM);
    }
}
