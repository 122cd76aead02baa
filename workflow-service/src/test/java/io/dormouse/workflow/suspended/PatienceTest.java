package io.dormouse.workflow.suspended;

import static org.assertj.core.api.Assertions.assertThat;

import io.dormouse.host.ServiceVertx;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A map answers on a thread of its own, or not at all; its lane hears of it on its loop. */
class PatienceTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final Context loop = vertx.getOrCreateContext();
    private final Patience patience = new Patience(loop, System::nanoTime);

    @AfterEach
    void close() {
        StoreWithMaps.await(vertx.close());
    }

    @Test
    void shouldTellOnTheLoopWhatAMapAnswersOnAnotherThread() {
        CompletionStage<String> slow = CompletableFuture.supplyAsync(
                () -> "value", CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS));

        assertThat(threadThatHears(slow)).isSameAs(loopThread());
    }

    @Test
    void shouldTellOnTheLoopThatAMapSaysNothing() {
        assertThat(threadThatHears(new CompletableFuture<>())).isSameAs(loopThread());
    }

    /** On which what follows from the answer is done; asked for several at once, as most questions are. */
    private Thread threadThatHears(CompletionStage<String> map) {
        Promise<Thread> heard = Promise.promise();
        loop.runOnContext(now -> patience.waitFor(() -> Future.join(List.of(Future.fromCompletionStage(map, loop))))
                .transform(answered -> {
                    heard.complete(Thread.currentThread());
                    return Future.succeededFuture();
                }));
        return StoreWithMaps.await(heard.future());
    }

    private Thread loopThread() {
        Promise<Thread> thread = Promise.promise();
        loop.runOnContext(now -> thread.complete(Thread.currentThread()));
        return StoreWithMaps.await(thread.future());
    }
}
