package io.dormouse.workflow;

import io.dormouse.engine.owner.Owner;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Optional;
import java.util.function.Function;

/** An event loop of its own for one owner. */
final class Lane extends VerticleBase {
    private final Function<Context, Owner> make;
    private Optional<Owner> owner = Optional.empty();

    Lane(Function<Context, Owner> make) {
        this.make = make;
    }

    @Override
    public Future<?> start() {
        owner = Optional.of(make.apply(context));
        return Future.succeededFuture();
    }

    /** The owner; there from the end of {@link #start}. */
    Owner owner() {
        return owner.orElseThrow();
    }
}
