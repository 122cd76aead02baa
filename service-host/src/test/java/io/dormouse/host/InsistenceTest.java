package io.dormouse.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InsistenceTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final AtomicInteger tries = new AtomicInteger();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldSucceedAfterMoreTriesThanAnyStackIsDeep() throws Exception {
        Future<String> success = Insistence.until(
                () -> tries.incrementAndGet() < 50_000 ? Future.failedFuture("away") : Future.succeededFuture("there"),
                failure -> turn());
        assertThat(success.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .isEqualTo("there");
    }

    @Test
    void shouldGiveUpWhenThePauseDoes() {
        Future<String> given =
                Insistence.until(() -> Future.failedFuture("away"), failure -> Future.failedFuture("leaving"));
        assertThat(given.cause()).hasMessage("leaving");
    }

    /** A turn of an event loop. */
    private Future<Void> turn() {
        Promise<Void> over = Promise.promise();
        vertx.runOnContext(over::complete);
        return over.future();
    }
}
