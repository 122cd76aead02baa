package io.dormouse.workflow.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dormouse.host.ServiceVertx;
import io.dormouse.host.bus.Answer;
import io.dormouse.host.bus.Call;
import io.dormouse.workflow.cluster.Ownerships.Owned;
import io.dormouse.workflow.cluster.Ownerships.Standing;
import io.dormouse.workflow.cluster.Partitions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two halves of a cluster that both reach the database: what belongs to the other half. */
class CutOffTest {
    private final Vertx vertx = ServiceVertx.alone();
    private final Set<String> seen = new HashSet<>(Set.of("other"));
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicBoolean silent = new AtomicBoolean();
    private final AtomicBoolean changesHands = new AtomicBoolean();
    private final AtomicBoolean ours = new AtomicBoolean();
    private final AtomicInteger looks = new AtomicInteger();
    private final Router router = new Router(
            vertx, "me", partition -> ours.get(), new Owners(this::standing), new CutOff(seen::contains, nanos::get));

    @AfterEach
    void close() {
        vertx.close();
    }

    /** After a few looks what changes hands has changed them. */
    private Future<Standing> standing() {
        if (changesHands.get() && looks.incrementAndGet() > 3) ours.set(true);
        return Future.succeededFuture(new Standing(
                List.of(new Owned(Partitions.of("w"), Optional.of("other"), silent.get(), Set.of())), Map.of()));
    }

    private Answer ask() throws Exception {
        Call call = new Call("get", new JsonObject(), Optional.empty(), "tester", false);
        return router.route("w", call, () -> Future.succeededFuture(new Answer.Done("mine")))
                .toCompletionStage()
                .toCompletableFuture()
                .get(20, TimeUnit.SECONDS);
    }

    private void goesOutOfSight() throws Exception {
        seen.clear();
        router.lost("other");
        router.idle().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    @Test
    void shouldBeRefusedAtOnceWhileItsOwnerLivesElsewhere() throws Exception {
        goesOutOfSight();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));

        assertThatThrownBy(this::ask).hasMessageContaining("lives and cannot be reached from here");
    }

    @Test
    void shouldBeWaitedForWhenItsOwnerHasDied() throws Exception {
        goesOutOfSight();
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(3));
        silent.set(true);
        changesHands.set(true);

        assertThat(ask()).isEqualTo(new Answer.Done("mine"));
    }

    @Test
    void shouldBeWaitedForWhileItsOwnerHasOnlyJustGoneOutOfSight() throws Exception {
        goesOutOfSight();
        changesHands.set(true);

        assertThat(ask()).isEqualTo(new Answer.Done("mine"));
    }
}
