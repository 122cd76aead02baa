package io.dormouse.workflow;

import io.dormouse.engine.owner.Owner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An event loop of its own for one owner. */
final class Lane extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final Function<Context, Owner> make;
    private final Supplier<Future<Void>> leave;
    private Optional<Owner> owner = Optional.empty();

    /** @param leave has everything handed over that the owner owns; what the lane has open is closed only then */
    Lane(Function<Context, Owner> make, Supplier<Future<Void>> leave) {
        this.make = make;
        this.leave = leave;
    }

    @Override
    public Future<?> start() {
        owner = Optional.of(make.apply(context));
        return Future.succeededFuture();
    }

    /** Whoever comes next waits for a silent owner, so a lane ends even if nothing could be handed over. */
    @Override
    public Future<?> stop() {
        return leave.get().recover(failure -> {
            log.warn("the partitions cannot be handed over, others will take them: {}", failure.getMessage());
            return Future.succeededFuture();
        });
    }

    /** The owner; there from the end of {@link #start}. */
    Owner owner() {
        return owner.orElseThrow();
    }
}
