package io.dormouse.workflow.store;

import static io.dormouse.workflow.store.TwoNodes.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A Postgres that is gone without having closed its connections. */
final class VanishedPostgresTest {
    private final TwoNodes nodes = new TwoNodes();
    private final SilentWire wire = new SilentWire(nodes.vertx, nodes.database);
    private final Pool pool = wire.database().pool(nodes.vertx, 1, Map.of(), Duration.ofSeconds(1));
    private final Queries queries = new Queries(pool, 300);

    @AfterEach
    void close() {
        await(pool.close());
        nodes.close();
    }

    @Test
    void shouldKeepNobodyWaitingAndBeAskedOverAFreshConnectionWhenItIsBack() {
        assertThat(answer()).isOne();
        wire.goDead();
        assertThatThrownBy(this::answer).hasCauseInstanceOf(TimeoutException.class);
        wire.comeBack();
        // The only connection of the pool is dead for good; it makes room when it has been silent for too long.
        awaitAnswer();
    }

    private int answer() {
        return await(queries.run("SELECT 1", Tuple.tuple())
                        .recover(failure -> Future.failedFuture(new IllegalStateException(failure))))
                .iterator()
                .next()
                .getInteger(0);
    }

    private void awaitAnswer() {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
        while (true) {
            try {
                assertThat(answer()).isOne();
                return;
            } catch (IllegalStateException stillDead) {
                if (System.nanoTime() > deadline) throw new AssertionError("the pool stays dead", stillDead);
            }
        }
    }
}
